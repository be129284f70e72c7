import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { awsActor } from '../../domain/rollout/ended-by-aws.ts'
import type { RolloutState } from '../../domain/rollout/rollout-state.ts'
import type { StepOutcome } from '../step-context.ts'

/** How the step ends; null while the rollout goes on. */
export function rolloutOutcome({ state }: Pick<RolloutRecord, 'state'>): StepOutcome | null {
  const { end, problem } = state
  if (state.phase !== 'ended' || end === null) return null
  if (problem?.code === 'verification-failed') return { kind: 'failed', problem, state: whoIsOnNew(state) }
  if (end.how === 'full') return { kind: 'done' }
  const left = nobodyOnNew(state)
  switch (end.by) {
    case 'abort':
      return { kind: 'aborted', state: left }
    case 'person':
    case 'emergency':
    case 'gate':
      return {
        kind: 'aborted',
        state: left,
        problem: {
          code: 'aborted',
          title: `${end.actor.name} ended the rollout at zero${end.by === 'emergency' ? ' by the emergency button' : ''}.`,
          detail: end.reason,
          remedy: 'Look at what went wrong, then release a new version.',
        },
      }
    case 'decision':
      if (end.actor.id === awsActor.id && problem !== null) return { kind: 'failed', problem, state: left }
      return {
        kind: 'failed',
        state: left,
        problem: {
          code: 'threshold-breached',
          title: 'Lockstep took the rollout back to zero.',
          detail: end.reason,
          remedy: 'Look at what the measurements say, repair it, then release a new version.',
        },
      }
  }
}

function nobodyOnNew({ end, candidate, baseline, problem }: RolloutState): string {
  const failing = (end?.probes ?? []).filter(({ ok }) => !ok)
  return [
    end?.by === 'decision' ? end.reason : null,
    `Nobody is sent to ${candidate?.version ?? 'the new path'} any more; ${baseline?.version ?? 'the old path'} serves.`,
    end !== null && end.offAt === null ? 'AWS says so; no measurement has shown it yet.' : null,
    failing.length === 0
      ? null
      : `Not all calls to the old path were answered as expected: ${failing.map(({ sentence }) => sentence).join(' ')}`,
    problem?.code === 'ecs-rolled-back' ? null : (problem?.title ?? null),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}

function whoIsOnNew({ candidate, baseline, appliedPercent }: RolloutState): string {
  const version = candidate?.version ?? 'the new version'
  return appliedPercent === null || appliedPercent >= 100
    ? `Everybody gets ${version}.`
    : `${appliedPercent} % goes to ${version}, the rest to ${baseline?.version ?? 'the old version'}.`
}
