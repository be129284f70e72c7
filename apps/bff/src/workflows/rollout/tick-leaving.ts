import type { ProbeOutcome, RolloutDriverId } from '@lockstep/shared-types/rollout'
import type { Problem } from '@lockstep/shared-types/problem'
import type { VariantWindow } from '../../domain/decision/variant-window.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, type Result } from '../../domain/result.ts'
import { advanceLeaving, hasLeft, type LeavingLook } from '../../domain/rollout/advance-leaving.ts'
import { mayStillLand } from '../../domain/rollout/outstanding-writes.ts'
import type { RolloutChange, RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { RolloutState } from '../../domain/rollout/rollout-state.ts'
import { samePercent } from '../../domain/rollout/stages.ts'
import type { TrafficDriver, TrafficState } from '../../domain/rollout/traffic.ts'
import { ownDriver } from './own-driver.ts'
import type { Ticked, TickDeps } from './tick.ts'

const soonSeconds = 1
const proofWindowSeconds = 600

/**
 * One look while traffic is taken off for good: AWS at zero, nobody measured or probed on the candidate, the old path
 * serving, and only then the candidate taken away.
 */
export async function tickLeaving(
  deps: TickDeps,
  environment: Environment,
  record: RolloutRecord,
): Promise<Ticked> {
  const { ports, clock } = deps
  const { releaseId } = record
  const own = ownDriver(ports.driverFor, environment, record)
  if (!own.ok) return { record, nextLookSeconds: 60, problem: own.problem }
  const driver = own.value
  const target = { environment, releaseId, startedAt: record.startedAt }
  const traffic = await readUntilZero(deps, driver, target, record)
  const probesWanted = environment.rollout?.zeroProbes.length ?? 0
  const current = (await ports.records.find(releaseId)) ?? record
  const proof = await prove(deps, environment, current, traffic)
  const look: LeavingLook = { now: clock.now(), traffic, ...proof }
  const after = await ports.records.change(releaseId, ({ state }) =>
    onlyState(state.phase === 'leaving' ? advanceLeaving(state, look) : state),
  )
  const seen = after ?? current
  if (mayStillLand(seen.state, clock.now()) || !hasLeft(seen.state, probesWanted, clock.now()))
    return { record: seen, nextLookSeconds: soonSeconds, problem: null }
  const cleared = await clear(deps, driver, target)
  const ended = await ports.records.change(releaseId, ({ state }) => endedOf(state, cleared, clock.now()))
  return { record: ended ?? seen, nextLookSeconds: soonSeconds * (cleared.ok ? 1 : 5), problem: null }
}

type Target = Parameters<TrafficDriver['read']>[0]

/** Abort and a person's end let open pages finish; a decision and an emergency do not wait for them. */
const isUrgent = ({ end }: RolloutState): boolean => end?.by === 'decision' || end?.by === 'emergency'

async function readUntilZero(
  { ports }: TickDeps,
  driver: TrafficDriver,
  target: Target,
  { releaseId, state }: RolloutRecord,
): Promise<Result<TrafficState>> {
  const before = await driver.read(target)
  // Zero that Lockstep has not set may be half of it: a broken pair reads so, and a rule that sends nobody anywhere.
  const isTaken = before.ok && samePercent(before.value.percent, 0) && state.end?.acceptedAt != null
  if (before.ok && (isTaken || before.value.gone !== 'no')) return before
  await ports.applyWanted(releaseId, { urgent: isUrgent(state) })
  return await driver.read(target)
}

async function prove(
  { ports, clock }: TickDeps,
  environment: Environment,
  { state, driver }: RolloutRecord,
  traffic: Result<TrafficState>,
): Promise<Pick<LeavingLook, 'candidate' | 'probes'>> {
  const unproven = { candidate: 'unknown', probes: [] } as const
  const { end } = state
  if (end === null || !traffic.ok || !samePercent(traffic.value.percent, 0)) return unproven
  const candidate = end.offAt === null ? await whoIsOn(ports, environment, state, driver) : 'off'
  const served = end.probes.length > 0 && end.probes.every(({ ok }) => ok)
  if (candidate !== 'off' || served) return { candidate, probes: [] }
  const probes = await Promise.all(
    (environment.rollout?.zeroProbes ?? []).map(async (expected): Promise<ProbeOutcome> => {
      const { ok, sentence } = await ports.probeAnswer(environment, expected)
      return { name: expected.name, ok, sentence, at: clock.now().toISOString() }
    }),
  )
  return { candidate, probes }
}

async function whoIsOn(
  ports: TickDeps['ports'],
  environment: Environment,
  state: RolloutState,
  driver: RolloutDriverId,
): Promise<LeavingLook['candidate']> {
  // Their users meet the same backend either way: that AWS says zero is all there is to see.
  if (driver === 'appconfig-flag' || driver === 'cloudfront-cohort') return 'off'
  const since = state.end?.acceptedAt ?? null
  const { all, candidate } = await ports.readVariants(environment, { windowSeconds: proofWindowSeconds })
  if (since !== null && isQuiet(all, candidate, since)) return 'off'
  // Pages that are open keep their pair until they are loaded again.
  const drains = driver === 'paired' && !isUrgent(state)
  if (drains || state.baseline === null) return 'unknown'
  return await ports.probeOff(environment, state.baseline.version)
}

/** Somebody was measured since, and nobody on the candidate. */
function isQuiet(all: VariantWindow | null, candidate: VariantWindow | null, since: string): boolean {
  if (all === null || candidate === null) return false
  const requests = ({ periods }: VariantWindow): number =>
    periods.filter(({ at }) => at >= since).reduce((sum, period) => sum + (period.requests ?? 0), 0)
  return requests(all) > 0 && requests(candidate) === 0
}

async function clear({ candidate }: TickDeps, driver: TrafficDriver, target: Target): Promise<Result<void>> {
  const finished = await driver.finish(target)
  return finished.ok
    ? await candidate.retire(target.environment, { releaseId: target.releaseId })
    : fail(finished.problem)
}

const onlyState = (state: RolloutState): RolloutChange => ({
  state,
  counts: false,
  decision: null,
  audits: [],
  lines: [],
})

/** What cannot be taken away for so long is left to a person: the traffic is off it. */
const clearingSeconds = 900

function endedOf(state: RolloutState, cleared: Result<void>, now: Date): RolloutChange | null {
  if (state.phase !== 'leaving') return null
  if (!cleared.ok) {
    const problem = notCleared(cleared.problem)
    const since = Date.parse(state.end?.acceptedAt ?? now.toISOString())
    const gaveUp = now.getTime() - since > clearingSeconds * 1000
    return onlyState({ ...state, problem, phase: gaveUp ? 'ended' : 'leaving' })
  }
  const message = 'Nobody is sent to the new version any more; the old one serves.'
  return {
    ...onlyState({ ...state, phase: 'ended', problem: null }),
    counts: true,
    lines: [{ level: 'info', message }],
  }
}

const notCleared = (problem: Problem): Problem => ({
  ...problem,
  title: `The traffic is off, but the candidate could not be taken away: ${problem.title}`,
})
