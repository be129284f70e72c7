import type { Actor } from '@lockstep/shared-types/actor'
import type { Release } from '@lockstep/shared-types/release'
import type { Emergency } from '@lockstep/shared-types/rollout'
import { hasChangedSomething } from '../../domain/release/emergency-target.ts'
import { isRollbackUnderWay } from '../../domain/release/under-way.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { isMainDownNow, mainDown } from '../../domain/rollout/receiving-half.ts'
import { mainFirst, mainWaits } from '../../domain/rollout/way-to-zero.ts'
import { standardReason, toZero, type EmergencyRequest, type ToZeroDeps } from './emergency-to-zero.ts'
import type { EmergencyReleases, StoreRollouts } from './ports.ts'
import { readWay } from './read-way.ts'
import { refusals, stillActive } from './rollout-problems.ts'

export type EmergencyDeps = ToZeroDeps & {
  readonly rollouts: Pick<StoreRollouts, 'find' | 'newest' | 'change' | 'refused'>
  readonly releases: EmergencyReleases
}

const abortSeconds = 20

/**
 * Off the bad version at once: a rollout goes to zero, else the newest good release before comes back. Asked twice it is
 * one emergency. Problems: `not-found`, `nothing-to-go-back-to`, `release-active` when what runs here does not stop,
 * `plan-blocked`, `no-healthy-target` while only the candidate serves.
 */
export async function emergency(deps: EmergencyDeps, request: EmergencyRequest): Promise<Result<Emergency>> {
  const { ref, actor, reason } = request
  if (deps.findEnvironment(ref) === null) return unknownEnvironment(ref)
  const { record, active, way, left } = await readWay(
    { ...deps, mainState: (releaseId) => deps.releases.mainState(ref, releaseId) },
    ref,
  )
  const isDown = record !== null && way === 'runs' && isMainDownNow(record.state, lookOf(deps, ref))
  if (record !== null && way !== null && !isDown) {
    const zero = await toZero(deps, request, record, way, active?.id === record.releaseId)
    return way === 'main-waits' && active !== null ? await leaveMain(deps, request, active, zero) : ok(zero)
  }
  const result = isDown ? fail(mainDown) : await rollBack(deps, request, left)
  if (!result.ok && refusals.includes(result.problem.code))
    await deps.rollouts.refused({
      action: 'rollout.emergency',
      actor,
      reason,
      details: {},
      ref,
      releaseId: null,
      problem: result.problem,
    })
  return result
}

const lookOf = ({ clock, findEnvironment }: EmergencyDeps, ref: EmergencyRequest['ref']) => ({
  now: clock.now(),
  intervalSeconds: findEnvironment(ref)?.rollout?.intervalSeconds ?? 0,
})

/** The traffic is on main. Its release stops before it touches that; if it was quicker, main is repaired. */
async function leaveMain(
  deps: EmergencyDeps,
  request: EmergencyRequest,
  active: Release,
  zero: Emergency,
): Promise<Result<Emergency>> {
  const stopped = await stop(deps, active, request.reason ?? standardReason, request.actor)
  if (!stopped.ok) return ok({ ...zero, sentence: `${zero.sentence} ${stopped.problem.title}` })
  const mainState = await deps.releases.mainState(request.ref, active.id)
  return mainWaits(stopped.value.steps, mainState) ? ok(zero) : await start(deps, request, stopped.value)
}

async function rollBack(
  deps: EmergencyDeps,
  request: EmergencyRequest,
  left: Release | null,
  attempts = 3,
): Promise<Result<Emergency>> {
  const { ref, actor } = request
  const reason = request.reason ?? standardReason
  const active = await deps.releases.active(ref)
  if (active !== null && isRollbackUnderWay(active)) return ok(rollbackOf(active, 'under way already'))
  const after = active === null ? null : await stop(deps, active, reason, actor)
  if (after !== null && !after.ok) return after
  const stopped = after?.value ?? null
  const undone = stopped !== null && (left === null || hasChangedSomething(stopped)) ? stopped : left
  const started = await start(deps, request, undone)
  // Somebody else was quicker to start a release: that one stops as well.
  const isOvertaken = !started.ok && started.problem.code === 'release-active'
  return isOvertaken && attempts > 1 ? await rollBack(deps, request, undone, attempts - 1) : started
}

async function start(
  { releases }: EmergencyDeps,
  { ref, actor, reason, idempotencyKey }: EmergencyRequest,
  after: Release | null,
): Promise<Result<Emergency>> {
  const started = await releases.rollBack({
    ref,
    actor,
    reason: reason ?? standardReason,
    after,
    idempotencyKey,
  })
  if (!started.ok) {
    // Pressed twice: the other press was quicker, and its rollback is this one's.
    const running = await releases.active(ref)
    return running !== null && isRollbackUnderWay(running)
      ? ok(rollbackOf(running, 'under way already'))
      : started
  }
  const { release, notProven } = started.value
  const answer = rollbackOf(release, 'under way')
  const unproven = notProven.length === 0 ? [] : ['Not proven beforehand:', ...notProven]
  const said = [answer.sentence, ...(leftOnCandidate(after) ? [mainFirst] : []), ...unproven]
  return ok({ ...answer, sentence: said.join(' ') })
}

/** The rollout was full, and the release had begun to change main. */
const leftOnCandidate = (after: Release | null): boolean =>
  after !== null &&
  after.steps.some(({ id, state }) => id === 'rollout' && state === 'succeeded') &&
  after.steps.some(({ id, state }) => id === 'rollout-finish' && (state === 'pending' || state === 'skipped'))

/** Any release stops at its next safe point; the rollback then repairs what it left. */
async function stop(
  { releases }: EmergencyDeps,
  active: Release,
  reason: string,
  actor: Actor,
): Promise<Result<Release>> {
  const aborted = await releases.abort({ releaseId: active.id, reason, actor })
  // It may have ended by itself meanwhile.
  if (!aborted.ok && aborted.problem.code !== 'release-ended') return aborted
  const ended = await releases.untilEnded(active.id, abortSeconds)
  return ended === null ? fail(stillActive(active)) : ok(ended)
}

const rollbackOf = (release: Release, how: string): Emergency => ({
  effect: 'rollback',
  releaseId: release.id,
  askedAt: release.createdAt,
  acceptedAt: null,
  sentence: `The rollback to ${release.artifact?.version ?? 'the version before'} is ${how}.`,
})
