import type { Actor } from '@lockstep/shared-types/actor'
import type { Rollout, RolloutControlInput } from '@lockstep/shared-types/rollout'
import { fail, ok, type Result } from '../../domain/result.ts'
import { control } from '../../domain/rollout/control.ts'
import type { Controlled } from '../../domain/rollout/control-input.ts'
import { driverLimits } from '../../domain/rollout/driver-limits.ts'
import type { RolloutAudit, RolloutChange, RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { showRollout, type ShowRolloutDeps } from './get-rollout.ts'
import type { ApplyWanted, Signal, StoreRollouts } from './ports.ts'
import { notConfigured, refusals, rolloutNotFound } from './rollout-problems.ts'

export type ControlRolloutDeps = ShowRolloutDeps & {
  readonly rollouts: Pick<StoreRollouts, 'find' | 'change' | 'refused'>
  readonly applyWanted: ApplyWanted
  readonly signal: Signal
}

/**
 * A person's action on a rollout: judged and written down in one transaction with its audit event, then told to AWS at
 * once, whatever the release's own step is waiting for. That AWS did not take it is no refusal: the rollout says so and
 * tries again. Problems: `not-found`, `rollout-ended`, `rollout-changed`, `rollout-foreign`, `percent-not-allowed`,
 * `gate-not-passed`, `reason-missing`, `rollout-not-configured`.
 */
export async function controlRollout(
  deps: ControlRolloutDeps,
  { releaseId, input, actor }: { releaseId: string; input: RolloutControlInput; actor: Actor },
): Promise<Result<Rollout>> {
  let result: Result<Controlled> = fail(rolloutNotFound(releaseId))
  const record = await deps.rollouts.change(releaseId, (fresh) => {
    const rollout = deps.findEnvironment(fresh)?.rollout ?? null
    if (rollout === null) {
      result = fail(notConfigured(fresh))
      return null
    }
    const allowed = { driver: fresh.driver, limits: driverLimits(rollout.driver) }
    const { intervalSeconds } = rollout
    result = control(fresh, { input, actor, now: deps.clock.now(), intervalSeconds, allowed })
    return result.ok ? changeOf(fresh, result.value, input, actor) : null
  })
  if (record === null) return fail(rolloutNotFound(releaseId))
  const audit = auditOf(record, input, actor)
  if (!result.ok) {
    if (refusals.includes(result.problem.code))
      await deps.rollouts.refused({ ...audit, ref: record, releaseId, problem: result.problem })
    return result
  }
  if (input.action !== 'tick' && input.action !== 'hold') await deps.applyWanted(releaseId, { urgent: false })
  deps.signal(releaseId)
  return ok(showRollout(deps, (await deps.rollouts.find(releaseId)) ?? record))
}

function changeOf(
  before: RolloutRecord,
  { state, sentence }: Controlled,
  input: RolloutControlInput,
  actor: Actor,
): RolloutChange | null {
  // Asked for twice.
  if (state === before.state) return null
  const { details, ...audit } = auditOf(before, input, actor)
  return {
    state,
    counts: true,
    decision: null,
    audits: [{ ...audit, details: { ...details, to: state.wantedPercent } }],
    lines: [{ level: 'info', message: input.reason ? `${sentence} ${input.reason}` : sentence }],
  }
}

function auditOf(
  { state }: RolloutRecord,
  { revision: _seen, reason, ...asked }: RolloutControlInput,
  actor: Actor,
): RolloutAudit {
  return {
    actor,
    action: 'rollout.control',
    reason: reason === '' ? null : reason,
    details: { ...asked, from: state.wantedPercent },
  }
}
