import type { Role } from '@lockstep/shared-types/actor'
import type { GateCheck } from '@lockstep/shared-types/gate'
import type { Rollout } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'
import { StatusBadge, StatusMark } from '../../ui/badge.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Countdown } from '../../ui/countdown.tsx'
import { Time } from '../../ui/time.tsx'
import { gateLook } from '../../vocabulary/rollout/rollout-look.ts'
import { ControlError } from './control-error.tsx'
import { whyNotMove } from './control-rules.ts'
import { manualCheckOf } from './manual-check.ts'
import { useControl } from './use-control.ts'

/** Everything that must hold before the stage is left, line by line. */
export function GateCard({ rollout, role }: { rollout: Rollout; role: Role | null }) {
  const { gate, stages, stageIndex } = rollout
  const { run, pending, error } = useControl(rollout)
  const stage = stages[stageIndex]
  const refusal = whyNotMove(rollout, role)
  return (
    <Card
      title={stage === undefined ? 'Gate' : `Gate of the ${formatShare(stage.percent)} stage`}
      flush
      actions={gate !== null && <StatusBadge look={gateLook[gate.state]} />}
    >
      {gate === null || gate.checks.length === 0 ? (
        <p className="px-4 py-6 text-sm text-muted">
          {stage === undefined ? 'No stage has begun yet.' : 'The gate was not looked at yet.'}
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {gate.checks.map((check) => {
            const manual = manualCheckOf(check, stage)
            return (
              <li key={check.id} className="flex min-h-12 items-start gap-3 px-4 py-2.5 text-sm">
                <StatusMark look={gateLook[check.state]} />
                <div className="min-w-0 flex-1 pt-0.5">
                  {manual === null ? (
                    <p>{check.sentence}</p>
                  ) : (
                    <Checkbox
                      checked={check.tickedBy !== null}
                      disabled={refusal !== null || pending !== null}
                      onChange={(ticked) =>
                        run({
                          action: 'tick',
                          check: manual.id,
                          ticked,
                          revision: rollout.revision,
                          reason: null,
                        })
                      }
                    >
                      {manual.label}
                    </Checkbox>
                  )}
                  <CheckNote check={check} isManual={manual !== null} />
                </div>
                {check.passesAt !== null && check.state === 'waiting' && (
                  <span className="pt-0.5 font-medium whitespace-nowrap">
                    <span className="text-xs font-normal text-muted">in </span>
                    <Countdown until={check.passesAt} />
                  </span>
                )}
              </li>
            )
          })}
        </ul>
      )}
      {error !== null && (
        <div className="border-t border-line p-3">
          <ControlError error={error} />
        </div>
      )}
    </Card>
  )
}

/** Who ticked it and when. */
function CheckNote({ check, isManual }: { check: GateCheck; isManual: boolean }) {
  if (check.tickedBy !== null)
    return (
      <p className="mt-0.5 text-xs text-muted">
        Ticked by {check.tickedBy.name}
        {check.tickedAt !== null && (
          <>
            , <Time at={check.tickedAt} />
          </>
        )}
      </p>
    )
  return isManual ? <p className="mt-0.5 text-xs text-muted">Nobody has ticked it yet.</p> : null
}
