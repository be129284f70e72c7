import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import type { EnvironmentRollout, Rollout } from '@lockstep/shared-types/rollout'
import { ArrowRight, Play } from 'lucide-react'
import { rolloutPath, startRolloutPath } from '../../paths.ts'
import { formatShare } from '../../lib/format-number.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Time } from '../../ui/time.tsx'
import { NextStepText } from '../../vocabulary/rollout/next-step-text.tsx'
import { candidateName, driverName, isRunning, rolloutLook } from '../../vocabulary/rollout/rollout-look.ts'
import { StageTrack } from '../../vocabulary/rollout/stage-track.tsx'
import { restingTrack } from './resting-track.ts'
import { useRefusal } from './use-refusal.ts'

/**
 * The rollout that runs here, what happens next and when; else the last one, or the stages that one would take.
 * As high in each case, so that nothing moves when one starts or ends. Nothing where none is set up.
 */
export function RolloutStrip({
  environment,
  found,
}: {
  environment: EnvironmentDetail
  found: EnvironmentRollout
}) {
  const { driver, rollout, stages } = found
  const refusal = useRefusal('deploy', environment.activeRelease)
  if (driver === null) return null
  const running = rollout !== null && isRunning(rollout)
  return (
    <section aria-label="Rollout" className="rounded-xl border border-line bg-surface shadow-low">
      <div className="flex min-h-13 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2 text-sm sm:px-5">
        <p className="min-w-0 flex-1 basis-64" aria-live="polite">
          {rollout === null ? (
            <>
              <strong className="font-semibold">No rollout has run here yet.</strong>{' '}
              <span className="text-muted">{driverName[driver]}</span>
            </>
          ) : (
            <Line rollout={rollout} />
          )}
        </p>
        {driver === 'appconfig-flag' && !running && (
          <ButtonLink
            to={startRolloutPath(environment)}
            size="small"
            variant="primary"
            icon={<Play size={14} aria-hidden />}
            disabledReason={refusal}
            preventScrollReset
          >
            Start rollout
          </ButtonLink>
        )}
        <ButtonLink
          to={rolloutPath(environment)}
          size="small"
          variant={running ? 'primary' : 'secondary'}
          icon={<ArrowRight size={14} aria-hidden />}
        >
          Open rollout
        </ButtonLink>
      </div>
      <div className="border-t border-line px-4 py-3 sm:px-5">
        <StageTrack rollout={rollout ?? restingTrack(stages)} />
      </div>
    </section>
  )
}

function Line({ rollout }: { rollout: Rollout }) {
  const look = rolloutLook(rollout)
  return (
    <>
      <span className="mr-1.5 inline-block align-[-0.15em]">
        <StatusIcon look={look} size={15} />
      </span>
      <strong className="font-semibold">
        {formatShare(rollout.wantedPercent)} on {candidateName(rollout)}, {look.word.toLowerCase()}
      </strong>{' '}
      {isRunning(rollout) ? (
        <NextStepText rollout={rollout} />
      ) : (
        <span className="text-muted">
          {rollout.end === null ? null : <Time at={rollout.end.askedAt} />} by{' '}
          {rollout.end?.actor.name ?? 'Lockstep'}
        </span>
      )}
    </>
  )
}
