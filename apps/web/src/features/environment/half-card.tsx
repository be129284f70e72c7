import type { ComponentState } from '@lockstep/shared-types/environment'
import { ExternalLink, Globe, Server } from 'lucide-react'
import { classNames } from '../../lib/class-names.ts'
import { useNowText } from '../../lib/use-now-text.ts'
import { Badge } from '../../ui/badge.tsx'
import { VersionText } from '../../ui/version-text.tsx'
import { FactRow } from './fact-row.tsx'
import { deployedText, type Fact } from './pair-facts.ts'

/** One half: its version, large, and the facts behind it. */
export function HalfCard({
  state,
  other,
  facts,
  isWrong,
}: {
  state: ComponentState
  /** The version of the other half. */
  other: string | null
  facts: readonly Fact[]
  isWrong: boolean
}) {
  const deployed = useNowText((now) => deployedText(state, now))
  const Icon = state.role === 'frontend' ? Globe : Server
  const title = state.role === 'frontend' ? 'Frontend' : 'Backend'
  return (
    <article
      aria-label={title}
      className={classNames(
        'min-w-0 rounded-xl border bg-surface shadow-low',
        isWrong ? 'border-bad' : 'border-line',
      )}
    >
      <div className="flex min-h-22 flex-col justify-center px-4 py-3">
        <div className="flex items-center gap-2 text-sm">
          <Icon size={15} aria-hidden className="shrink-0 text-muted" />
          <h2 className="font-semibold">{title}</h2>
          <span className="min-w-0 truncate text-muted" title={state.name}>
            {state.name}
          </span>
          <span className="ml-auto flex shrink-0 items-center gap-1.5">
            {isWrong && <Badge tone="bad">This half is wrong</Badge>}
            <a
              href={state.url}
              target="_blank"
              rel="noreferrer"
              title={state.url}
              className="grid size-6 place-items-center rounded-md text-muted hover:bg-hover hover:text-fg"
            >
              <ExternalLink size={14} aria-hidden />
              <span className="sr-only">Open {state.url} in a new tab</span>
            </a>
          </span>
        </div>
        <p className="mt-1 flex flex-wrap items-baseline gap-x-3">
          <span className="text-xl font-semibold tracking-tight">
            <VersionText version={state.version} other={other} />
          </span>
          <span className="text-sm text-muted">{deployed}</span>
        </p>
      </div>
      {state.unreadable !== null && (
        <p className="border-t border-warn-line bg-warn-soft px-4 py-2 text-sm">
          Could not be read: {state.unreadable}
        </p>
      )}
      <dl className="divide-y divide-line border-t border-line text-sm">
        {facts.map((fact) => (
          <FactRow key={fact.term} fact={fact} />
        ))}
      </dl>
    </article>
  )
}
