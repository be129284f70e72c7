import { availabilityUnreached } from '../../domain/decision/availability.ts'
import { effectiveMatrix } from '../../domain/decision/effective-matrix.ts'
import type { DecisionInputs, VariantsRead } from '../../domain/decision/variant-window.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { driverLimits } from '../../domain/rollout/driver-limits.ts'
import { rolloutEvidenceSince, stageEvidenceSince } from '../../domain/rollout/evidence.ts'
import type { Look } from '../../domain/rollout/look.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { RolloutState } from '../../domain/rollout/rollout-state.ts'
import { notConfigured, ownDriver } from './own-driver.ts'
import type { TickDeps } from './tick.ts'

/** Measurements arrive late; older than this beyond their period they are missing. */
const staleAfterSeconds = 240

/** Reads AWS, the measurements, the policy and the backend, all at once. */
export async function takeLook(
  { ports, clock }: TickDeps,
  environment: Environment,
  record: RolloutRecord,
): Promise<Result<Look>> {
  const { releaseId, startedAt, state } = record
  const { rollout } = environment
  const own = ownDriver(ports.driverFor, environment, record)
  if (!own.ok) return own
  const driver = own.value
  const [inForce, limits] = await Promise.all([
    ports.policies.rolloutPolicyInForce(environment),
    ports.policies.thresholdsInForce(environment),
  ])
  if (rollout === null || inForce === null) return fail(notConfigured(environment))
  const { policy, version } = inForce
  const windowSeconds = policy.windowSeconds
  const begin = clock.now()
  const gateSeconds = Math.max(windowSeconds, gateWindowSeconds(state, rollout.intervalSeconds, begin))
  const read = (seconds: number, since?: Date) =>
    ports.readVariants(environment, { windowSeconds: seconds, ...(since && { since }) })
  const [traffic, lately, ofRollout, forGate, answered] = await Promise.all([
    driver.read({ environment, releaseId, startedAt }),
    read(windowSeconds),
    read(windowSeconds, rolloutEvidenceSince(record, begin)),
    read(gateSeconds, stageEvidenceSince(state, begin)),
    ports.readAvailability(environment),
  ])
  const now = clock.now()
  const availability =
    answered === 'unreachable' ? availabilityUnreached(lately, { now, staleAfterSeconds }) : answered
  const inputs = (read: VariantsRead): DecisionInputs => ({ ...read, now, availability, staleAfterSeconds })
  return ok({
    releaseId,
    now,
    startedAt,
    traffic,
    measured: inputs(ofRollout),
    lately: inputs(lately),
    measuredForGate: inputs(forGate),
    policy: { ...policy, matrix: [...effectiveMatrix(policy.matrix, limits.thresholds)] },
    policyVersion: version,
    limits: driverLimits(rollout.driver),
    intervalSeconds: rollout.intervalSeconds,
  })
}

/** Looks after which the stage's times may be over. */
const looksAhead = 3

/**
 * The criteria must hold over the whole stable time, which may be days: so long a window is read only once it may matter,
 * when the stage's times are over or about to be.
 */
function gateWindowSeconds(state: RolloutState, intervalSeconds: number, now: Date): number {
  const stage = state.stages[state.stageIndex]
  if (stage === undefined || state.stableSince === null) return 0
  const { stableSeconds } = stage.gate
  const ahead = looksAhead * intervalSeconds
  const stable = (now.getTime() - Date.parse(state.stableSince)) / 1000
  return state.bakedSeconds + ahead >= stage.bakeSeconds && stable + ahead >= stableSeconds
    ? stableSeconds
    : 0
}
