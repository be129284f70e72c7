import type { Role } from '@lockstep/shared-types/actor'
import type { Rollout } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'
import { StatusMark } from '../../ui/badge.tsx'
import { Time } from '../../ui/time.tsx'
import { candidateName, rolloutLook, shareWord } from '../../vocabulary/rollout/rollout-look.ts'
import { NextStepText } from '../../vocabulary/rollout/next-step-text.tsx'
import { StageTrack } from '../../vocabulary/rollout/stage-track.tsx'
import { Controls } from './controls.tsx'

/** The share, what happens next, the stages, and what can be pressed. Its height does not depend on the phase. */
export function HeroPanel({ rollout, role }: { rollout: Rollout; role: Role | null }) {
  return (
    <section
      aria-label="Rollout"
      className="overflow-hidden rounded-xl border border-line bg-surface shadow-low"
    >
      <div className="flex min-h-23 items-center gap-4 px-4 py-4 sm:px-5">
        <span className="max-sm:self-start">
          <StatusMark look={{ ...rolloutLook(rollout), word: '' }} size="large" />
        </span>
        <div className="min-w-0">
          <p aria-live="polite" className="flex flex-wrap items-baseline gap-x-2.5">
            <strong className="text-2xl font-semibold tracking-tight">
              {formatShare(rollout.wantedPercent)}
            </strong>
            <span className="text-base">
              of {shareWord[rollout.driver]} on {candidateName(rollout)}
            </span>
          </p>
          <p aria-live="polite" className="mt-0.5 text-base wrap-anywhere">
            <NextStepText rollout={rollout} />
          </p>
          <p className="mt-0.5 min-h-5 text-sm wrap-anywhere text-muted">
            <Holder rollout={rollout} />
          </p>
        </div>
      </div>
      <div className="border-t border-line px-4 py-3 sm:px-5">
        <StageTrack rollout={rollout} />
      </div>
      <div className="border-t border-line bg-sunken/50 px-4 py-3 sm:px-5">
        <Controls rollout={rollout} role={role} />
      </div>
    </section>
  )
}

/** Who holds it and why; else who set the percentage. The age comes last: its width changes every second. */
function Holder({ rollout: { held, end, wantedBy, wantedAt } }: { rollout: Rollout }) {
  if (held !== null && end === null)
    return (
      <>
        {held.reason} <Time at={held.at} />
      </>
    )
  return (
    <>
      Set by {wantedBy.name}, <Time at={wantedAt} />
    </>
  )
}
