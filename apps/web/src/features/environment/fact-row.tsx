import { classNames } from '../../lib/class-names.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { CopyText } from '../../ui/copy-text.tsx'
import { checkLook } from '../../vocabulary/drift-look.ts'
import type { Fact } from './pair-facts.ts'

/** A fact and, beside it, how its check judged it; what is not well is told by icon, words and ground. */
export function FactRow({ fact }: { fact: Fact }) {
  const { status } = fact
  return (
    <div
      className={classNames(
        'grid min-h-9.5 grid-cols-[6.5rem_minmax(0,1fr)_auto] sm:grid-cols-[7.5rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-1.5 last:rounded-b-xl',
        status === 'fail' && 'bg-bad-soft',
        status === 'warn' && 'bg-warn-soft',
      )}
    >
      <dt className="text-muted">{fact.term}</dt>
      <dd className="flex min-w-0 items-center gap-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3 wrap-anywhere">
          {fact.value === null ? (
            <span className="text-muted italic">not known</span>
          ) : fact.copy === null ? (
            fact.value
          ) : (
            <CopyText text={fact.copy} shown={fact.value} label={fact.term.toLowerCase()} />
          )}
          {fact.expected !== null && (
            <span className="text-xs">
              should be <span className="font-semibold">{fact.expected}</span>
            </span>
          )}
        </div>
        {status !== null && <StatusIcon look={checkLook[status]} size={14} />}
      </dd>
    </div>
  )
}
