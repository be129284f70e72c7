import type { ReleaseStepId } from '@lockstep/shared-types/release'
import { halvesSentence, isTouched, type Left, type StepView } from './halves-sentence.ts'
import type { ReleaseShape } from './step-list.ts'

/**
 * Which state a release in stages left the environment in, where the rollout itself does not say it: what runs where, and
 * who gets it.
 */
export function stagedStateSentence(
  shape: Pick<ReleaseShape, 'kind' | 'scope'>,
  steps: readonly StepView[],
  left: Left,
  /** An emergency has taken everybody off the candidate after the rollout was full. */
  isOffCandidate = false,
): string {
  if (shape.kind === 'rollout')
    return isTouched(steps, 'rollout') ? 'The flag stays as AWS has it.' : 'Nothing was changed.'
  const next = left.artifact?.version ?? 'the new version'
  const old = left.from?.version ?? 'the version before'
  const main = halvesSentence(shape, steps, left)
  if (stateOf(steps, 'rollout') !== 'succeeded') return beforeTraffic(steps, { next, old, main })
  // ECS shifts the traffic within one service: there is no other half to come back from.
  if (stateOf(steps, 'candidate-update') === null && stateOf(steps, 'candidate-publish') === null) return main
  if (isOffCandidate) return `Nobody is sent to the candidate any more. Of the main half: ${main}`
  switch (stateOf(steps, 'rollout-finish')) {
    case null:
    case 'succeeded':
      return main
    case 'pending':
    case 'skipped':
      return `All traffic is on the candidate, which runs ${next}. Of the main half: ${main}`
    case 'running':
    case 'failed':
    case 'aborted':
      return `Traffic may be on the candidate or on the main half; both run ${next}. ${main}`
  }
}

function beforeTraffic(
  steps: readonly StepView[],
  { next, old, main }: { readonly next: string; readonly old: string; readonly main: string },
): string {
  const touched = (id: ReleaseStepId) => isTouched(steps, id)
  // The backend of both cohorts is replaced before any visitor is moved.
  if (stateOf(steps, 'candidate-update') === null && stateOf(steps, 'candidate-publish') !== null)
    return touched('candidate-publish') ? `${main} No visitor gets the candidate ${next}.` : main
  const started = ['candidate-update', 'candidate-publish', 'backend-update'] as const
  if (!started.some(touched)) return 'Nothing was changed.'
  return `All traffic is on ${old}; the candidate ${next} gets none.`
}

const stateOf = (steps: readonly StepView[], wanted: ReleaseStepId): StepView['state'] | null =>
  steps.find(({ id }) => id === wanted)?.state ?? null
