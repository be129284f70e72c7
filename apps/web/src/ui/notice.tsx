import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { StatusIcon, type StatusIconName } from './badge.tsx'
import { softTone, type Tone } from './tones.ts'

/** A banner in the flow of a page: one sentence, at most one action. */
export function Notice({
  tone,
  icon,
  children,
  action,
}: {
  tone: Tone
  icon: StatusIconName
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div
      aria-live="polite"
      className={classNames(
        'flex min-h-11 flex-wrap items-center gap-x-3 gap-y-2 rounded-xl border px-4 py-2 text-sm',
        softTone[tone],
      )}
    >
      <StatusIcon look={{ tone, icon, word: '' }} size={15} />
      <div className="min-w-0 flex-1 text-fg">{children}</div>
      {action}
    </div>
  )
}
