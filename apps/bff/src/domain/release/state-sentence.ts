import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { HalvesNow } from './as-released.ts'
import { halvesSentence, isTouched, type StepView } from './halves-sentence.ts'
import { stagedStateSentence } from './staged-state-sentence.ts'
import type { ReleaseShape } from './step-list.ts'

/** Which state the environment was left in by a release that did not succeed. */
export function stateSentence(
  shape: ReleaseShape,
  steps: readonly StepView[],
  artifact: ArtifactRef | null,
  from: ArtifactRef | null,
  ecsRolledBack: boolean,
  /** An emergency has taken everybody off the candidate after the rollout was full. */
  isOffCandidate = false,
  now: HalvesNow = {},
): string {
  if (shape.kind === 'invalidate')
    return isTouched(steps, 'invalidate')
      ? 'The invalidation may still be under way; nothing else was changed.'
      : 'Nothing was changed.'
  const left = { artifact, from, ecsRolledBack, now }
  if (shape.strategy === 'stages') return stagedStateSentence(shape, steps, left, isOffCandidate)
  const finish = steps.find(({ id }) => id === 'rollout-finish')
  const isOpen = finish?.state === 'failed' || (finish?.state === 'aborted' && finish.attempt > 1)
  return [
    halvesSentence(shape, steps, left),
    isOpen ? 'Whether a candidate still gets traffic could not be told.' : null,
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}
