import type { Rollout } from '@lockstep/shared-types/rollout'
import type { ReactNode } from 'react'
import { formatShare } from '../../lib/format-number.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { Time } from '../../ui/time.tsx'
import { gapSentence } from './rollout-sentences.ts'

/** Wanted, in AWS, measured: side by side, each with its age, and why they are not the same. */
export function PercentValues({ rollout }: { rollout: Rollout }) {
  const { wantedPercent, wantedBy, wantedAt, appliedPercent, appliedAt, measuredPercent, measuredAt } =
    rollout
  const gap = gapSentence(rollout)
  return (
    <div>
      <dl className="grid grid-cols-3 divide-x divide-line rounded-lg border border-line bg-sunken/60">
        <Value name="Wanted" percent={wantedPercent} absent="">
          {wantedBy.name}, <Time at={wantedAt} />
        </Value>
        <Value name="In AWS" percent={appliedPercent} absent="not read">
          {appliedAt === null ? 'never read' : <Time at={appliedAt} />}
        </Value>
        <Value name="Measured" percent={measuredPercent} absent="too few">
          {measuredAt === null ? 'from traffic' : <Time at={measuredAt} />}
        </Value>
      </dl>
      <p aria-live="polite" className="mt-2 flex min-h-10 items-start gap-1.5 text-sm text-muted">
        {gap === null ? (
          <>
            <span className="mt-0.5">
              <StatusIcon look={{ tone: 'ok', icon: 'check', word: '' }} size={14} />
            </span>
            The three agree.
          </>
        ) : (
          <>
            <span className="mt-0.5">
              <StatusIcon look={{ tone: 'warn', icon: 'waiting', word: '' }} size={14} />
            </span>
            {gap}
          </>
        )}
      </p>
    </div>
  )
}

function Value({
  name,
  percent,
  absent,
  children,
}: {
  name: string
  percent: number | null
  /** Instead of a value that is not known. */
  absent: string
  children: ReactNode
}) {
  return (
    <div className="min-w-0 px-3 py-2.5">
      <dt className="text-xs text-muted">{name}</dt>
      <dd>
        <span className="block h-7 truncate text-xl font-semibold">
          {percent === null ? (
            <span className="text-base font-normal text-muted italic">{absent}</span>
          ) : (
            formatShare(percent)
          )}
        </span>
        <span className="block h-4.5 truncate text-xs text-muted">{children}</span>
      </dd>
    </div>
  )
}
