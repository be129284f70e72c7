import type { Replay, ReplayChange } from '@lockstep/shared-types/policy'
import { useState } from 'react'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatClock, formatFullTime } from '../../lib/format-time.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { decisionLook } from '../../vocabulary/rollout/decision-look.ts'

const sides = [
  { value: 'proposed', label: 'These limits' },
  { value: 'inForce', label: 'Those in force' },
] as const

const shownAtMost = 100

/** Every moment at which the decision would have changed, the newest first. */
export function ReplayList({ replay }: { replay: Replay }) {
  const [side, setSide] = useState<(typeof sides)[number]['value']>('proposed')
  const changes = replay[side].changes.toReversed()
  return (
    <div>
      <div className="flex flex-wrap items-center gap-3">
        <h4 className="text-sm font-semibold">What they would have decided</h4>
        <Segmented label="Limits" items={sides} value={side} onChange={setSide} />
      </div>
      <ol
        aria-label="Decisions, the newest first"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls is reached by keyboard
        tabIndex={0}
        className="mt-2 max-h-72 divide-y divide-line overflow-y-auto rounded-lg border border-line"
      >
        {changes.slice(0, shownAtMost).map((change) => (
          <Item key={`${change.at} ${change.decision}`} change={change} />
        ))}
      </ol>
      {changes.length > shownAtMost && (
        <p className="mt-1 text-xs text-muted">
          The last {shownAtMost} of {changes.length}.
        </p>
      )}
    </div>
  )
}

function Item({ change: { at, until, decision, sentence } }: { change: ReplayChange }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <span className="w-32 whitespace-nowrap">
        <time dateTime={at} title={formatFullTime(at)}>
          {formatClock(at)}
        </time>{' '}
        <span className="text-muted">for {formatDuration((Date.parse(until) - Date.parse(at)) / 1000)}</span>
      </span>
      <span className="w-32">
        <StatusBadge look={decisionLook[decision]} />
      </span>
      <span className="min-w-0 flex-1 basis-48 wrap-anywhere">{sentence}</span>
    </li>
  )
}
