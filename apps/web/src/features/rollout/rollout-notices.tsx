import type { Role } from '@lockstep/shared-types/actor'
import type { Rollout } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'
import { useNowText } from '../../lib/use-now-text.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Countdown } from '../../ui/countdown.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Age, Time } from '../../ui/time.tsx'
import { ControlError } from './control-error.tsx'
import { whyNotMove } from './control-rules.ts'
import { whyWait } from './control-words.ts'
import { useControl } from './use-control.ts'

/** What stands out: a change from outside, missing measurements, a problem, and values that are too old. */
export function RolloutNotices({ rollout, role }: { rollout: Rollout; role: Role | null }) {
  const { problem, inconclusive, foreign, end } = rollout
  const isQuiet = problem === null && foreign === null && (inconclusive === null || end !== null)
  return (
    <>
      <ForeignNotice rollout={rollout} role={role} />
      {problem !== null && (
        <Notice tone="bad" icon="cross">
          <strong className="font-semibold">{problem.title}</strong>{' '}
          {[problem.detail, problem.remedy].filter(Boolean).join(' ')}
        </Notice>
      )}
      {inconclusive !== null && end === null && (
        <Notice tone="warn" icon="question">
          <strong className="font-semibold">Measurements are missing or too old.</strong> Nothing widens on
          what is not known.{' '}
          {inconclusive.goesBackAt === null ? (
            'It stays where it is until they come, or until somebody acts.'
          ) : (
            <>
              It goes a stage back in{' '}
              <strong className="font-semibold">
                <Countdown until={inconclusive.goesBackAt} />
              </strong>
              .
            </>
          )}{' '}
          So for <Age since={inconclusive.since} />
        </Notice>
      )}
      {isQuiet && <Quiet rollout={rollout} />}
    </>
  )
}

function ForeignNotice({ rollout, role }: { rollout: Rollout; role: Role | null }) {
  const { run, pending, error } = useControl(rollout)
  const { foreign, revision, wantedPercent } = rollout
  if (foreign === null) return null
  const refusal = whyNotMove(rollout, role)
  const choose = (action: 'take-over' | 'accept') => run({ action, revision, reason: null })
  return (
    <>
      <Notice
        tone="warn"
        icon="warning"
        action={
          <span className="flex flex-wrap gap-2">
            <Button
              size="small"
              busy={pending?.action === 'take-over'}
              disabledReason={refusal ?? whyWait(pending, 'take-over')}
              onClick={() => choose('take-over')}
            >
              Take over: set {formatShare(wantedPercent)} again
            </Button>
            <Button
              size="small"
              busy={pending?.action === 'accept'}
              disabledReason={refusal ?? whyWait(pending, 'accept')}
              onClick={() => choose('accept')}
            >
              Accept {formatShare(foreign.percent)}
            </Button>
          </span>
        }
      >
        <strong className="font-semibold">Changed outside Lockstep.</strong> {foreign.sentence} Seen{' '}
        <Time at={foreign.seenAt} />; Lockstep does not overwrite it by itself.
      </Notice>
      <ControlError error={error} />
    </>
  )
}

const oldAfterSeconds = 180

/** Keeps the place of a notice, so that one that comes moves nothing; says when a look at AWS is overdue. */
function Quiet({ rollout: { appliedAt } }: { rollout: Rollout }) {
  const isOld =
    useNowText((now) =>
      appliedAt !== null && now - Date.parse(appliedAt) > oldAfterSeconds * 1000 ? 'old' : '',
    ) === 'old'
  if (isOld && appliedAt !== null)
    return (
      <Notice tone="warn" icon="waiting">
        <strong className="font-semibold">What you see is old.</strong> AWS was last asked{' '}
        <Time at={appliedAt} />; what is there now may differ.
      </Notice>
    )
  return (
    <p className="flex min-h-11 items-center gap-3 rounded-xl border border-line bg-surface px-4 py-2 text-sm text-muted">
      <StatusIcon look={{ tone: 'ok', icon: 'check', word: '' }} size={15} />
      <span>
        Nothing stands out.{' '}
        {appliedAt === null ? (
          'AWS has not been asked yet.'
        ) : (
          <>
            AWS was asked <Time at={appliedAt} />
          </>
        )}
      </span>
    </p>
  )
}
