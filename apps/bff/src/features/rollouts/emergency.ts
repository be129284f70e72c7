import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Release } from '@lockstep/shared-types/release'
import type { Emergency } from '@lockstep/shared-types/rollout'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { leave } from '../../domain/rollout/leave.ts'
import type { RolloutAudit, RolloutChange, RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { ShowRolloutDeps } from './get-rollout.ts'
import type { ApplyWanted, EmergencyReleases, Signal, StoreRollouts } from './ports.ts'
import { refusals, stillActive } from './rollout-problems.ts'

export type EmergencyDeps = ShowRolloutDeps & {
  readonly rollouts: Pick<StoreRollouts, 'find' | 'newest' | 'change' | 'refused'>
  readonly releases: EmergencyReleases
  readonly applyWanted: ApplyWanted
  readonly signal: Signal
}

export type EmergencyRequest = {
  readonly ref: EnvironmentRef
  readonly actor: Actor
  readonly reason: string | null
  readonly idempotencyKey: string
}

/** What is kept when nobody had time for a reason. */
const standardReason = 'Emergency.'
/** A press right after the rollout went to zero means the same emergency, not one more step back. */
const sameEmergencySeconds = 60
const abortSeconds = 20

/**
 * Off the bad version at once: a rollout goes to zero, else the newest good release before comes back. Asked twice it is
 * one emergency. Problems: `not-found`, `nothing-to-go-back-to`, `release-active` when what runs here does not stop,
 * `plan-blocked`.
 */
export async function emergency(deps: EmergencyDeps, request: EmergencyRequest): Promise<Result<Emergency>> {
  const { ref, actor, reason } = request
  if (deps.findEnvironment(ref) === null) return unknownEnvironment(ref)
  const record = await deps.rollouts.newest(ref)
  if (record !== null && isThisEmergency(record, deps.clock.now())) {
    const active = await deps.releases.active(ref)
    return await toZero(deps, request, record, active?.id === record.releaseId)
  }
  const result = await rollBack(deps, request)
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

function isThisEmergency({ state }: RolloutRecord, now: Date): boolean {
  if (state.phase !== 'ended') return true
  if (state.end?.how !== 'zero') return false
  const seconds = (now.getTime() - Date.parse(state.end.askedAt)) / 1000
  return seconds >= 0 && seconds < sameEmergencySeconds
}

/** The wish first, in one transaction with its audit event; then AWS, before anything else; then who waits is woken. */
async function toZero(
  deps: EmergencyDeps,
  { actor, reason }: EmergencyRequest,
  record: RolloutRecord,
  isWatched: boolean,
): Promise<Result<Emergency>> {
  const { releaseId } = record
  const at = deps.clock.now().toISOString()
  await deps.rollouts.change(releaseId, (fresh) => toZeroChange(fresh, { actor, reason, at }))
  await deps.applyWanted(releaseId, { urgent: true })
  deps.signal(releaseId)
  if (!isWatched) await deps.rollouts.change(releaseId, endUnwatched)
  const { state } = (await deps.rollouts.find(releaseId)) ?? record
  const version = state.candidate?.version ?? 'the new path'
  return ok({
    effect: 'to-zero',
    releaseId,
    askedAt: state.end?.askedAt ?? at,
    acceptedAt: state.end?.acceptedAt ?? null,
    sentence:
      state.end?.acceptedAt != null
        ? `AWS has accepted that nobody is sent to ${version} any more.`
        : `AWS has not accepted it yet, and is asked again and again. ${state.problem?.title ?? ''}`.trim(),
  })
}

function toZeroChange(
  { state }: RolloutRecord,
  { actor, reason, at }: { actor: Actor; reason: string | null; at: string },
): RolloutChange | null {
  // What is on its way already is this emergency; one that drains slowly becomes urgent.
  const isUnderWay =
    state.phase === 'leaving' && (state.end?.by === 'emergency' || state.end?.by === 'decision')
  if (state.phase === 'ended' || isUnderWay) return null
  const left = leave(state, { by: 'emergency', actor, reason: reason ?? standardReason, at })
  const asked = state.phase === 'leaving' ? state.end : null
  return {
    state:
      asked === null || left.end === null ? left : { ...left, end: { ...left.end, askedAt: asked.askedAt } },
    counts: true,
    decision: null,
    audits: [auditOf(actor, reason, { from: state.wantedPercent, to: 0 })],
    lines: [{ level: 'error', message: `Emergency by ${actor.name}: to zero. ${reason ?? ''}`.trim() }],
  }
}

/** Its release was given up, so no step will end it. */
const endUnwatched = ({ state }: RolloutRecord): RolloutChange | null =>
  state.phase !== 'leaving' || (state.end?.acceptedAt ?? null) === null
    ? null
    : { state: { ...state, phase: 'ended' }, counts: true, decision: null, audits: [], lines: [] }

const auditOf = (actor: Actor, reason: string | null, details: RolloutAudit['details']): RolloutAudit => ({
  actor,
  action: 'rollout.emergency',
  reason: reason ?? standardReason,
  details,
})

async function rollBack(deps: EmergencyDeps, request: EmergencyRequest): Promise<Result<Emergency>> {
  const { ref, actor, idempotencyKey } = request
  const reason = request.reason ?? standardReason
  const active = await deps.releases.active(ref)
  if (active?.kind === 'rollback') return ok(rollbackOf(active, 'under way already'))
  const after = active === null ? null : await stop(deps, active, reason, actor)
  if (after !== null && !after.ok) return after
  const started = await deps.releases.rollBack({
    ref,
    actor,
    reason,
    after: after?.value ?? null,
    idempotencyKey,
  })
  return started.ok ? ok(rollbackOf(started.value, 'under way')) : started
}

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
