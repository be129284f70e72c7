import type { Actor } from '@lockstep/shared-types/actor'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Emergency } from '@lockstep/shared-types/rollout'
import { leave } from '../../domain/rollout/leave.ts'
import type { RolloutAudit, RolloutChange, RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { WayToZero } from '../../domain/rollout/way-to-zero.ts'
import { endUnwatched, type EndUnwatchedDeps } from './end-unwatched.ts'
import type { ApplyWanted, Signal } from './ports.ts'

export type ToZeroDeps = EndUnwatchedDeps & {
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
export const standardReason = 'Emergency.'

/** The wish first, in one transaction with its audit event; then AWS, before anything else; then who waits is woken. */
export async function toZero(
  deps: ToZeroDeps,
  { actor, reason }: EmergencyRequest,
  record: RolloutRecord,
  way: WayToZero,
  isActive: boolean,
): Promise<Emergency> {
  const { releaseId } = record
  const at = deps.clock.now().toISOString()
  await deps.rollouts.change(releaseId, (fresh) => toZeroChange(fresh, way, { actor, reason, at }))
  await deps.applyWanted(releaseId, { urgent: true })
  deps.signal(releaseId)
  // No step will do the rest: its release was given up, or its step is over.
  const isWatched = isActive && way === 'runs'
  if (!isWatched) await endUnwatched(deps, releaseId)
  const now = (await deps.rollouts.find(releaseId)) ?? record
  const { end } = now.state
  return {
    effect: 'to-zero',
    releaseId,
    askedAt: end?.askedAt ?? at,
    acceptedAt: end?.acceptedAt ?? null,
    sentence: sentenceOf(deps, now, isWatched),
  }
}

function sentenceOf(deps: ToZeroDeps, record: RolloutRecord, isWatched: boolean): string {
  const { end, candidate, problem } = record.state
  if (end?.acceptedAt != null) {
    const failing = end.probes.filter(({ ok }) => !ok)
    const accepted =
      record.driver === 'appconfig-flag'
        ? 'AWS has accepted the flag at 0 %: users get the old path as soon as the application asks for the flag again.'
        : `AWS has accepted that nobody is sent to ${candidate?.version ?? 'the new path'} any more.`
    return [accepted, ...failing.map(({ name, sentence }) => `${name}: ${sentence}`)].join(' ')
  }
  const environment = deps.findEnvironment(record)
  if (environment === null || deps.driverFor(environment) === null)
    return 'Lockstep cannot tell AWS: the configuration no longer says how traffic is moved here. Put that back and press again, or move the traffic in AWS by hand.'
  const next = isWatched ? 'and is asked again and again' : 'and nothing asks it again: press once more'
  return `AWS has not accepted it yet, ${next}. ${problem?.title ?? ''}`.trim()
}

function toZeroChange(
  { state }: RolloutRecord,
  way: WayToZero,
  { actor, reason, at }: { actor: Actor; reason: string | null; at: string },
): RolloutChange | null {
  // What is on its way already is this emergency; one that drains slowly becomes urgent.
  const isUnderWay =
    state.phase === 'leaving' && (state.end?.by === 'emergency' || state.end?.by === 'decision')
  // What ended with everybody on the new path is opened once more.
  const isOver = state.phase === 'ended' && (way === 'runs' || state.end?.how !== 'full')
  if (isOver || isUnderWay) return null
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

const auditOf = (actor: Actor, reason: string | null, details: RolloutAudit['details']): RolloutAudit => ({
  actor,
  action: 'rollout.emergency',
  reason: reason ?? standardReason,
  details,
})
