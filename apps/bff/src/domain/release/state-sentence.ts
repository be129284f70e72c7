import type { ArtifactRef } from '@lockstep/shared-types/artifact'
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
): string {
  if (shape.kind === 'invalidate')
    return isTouched(steps, 'invalidate')
      ? 'The invalidation may still be under way; nothing else was changed.'
      : 'Nothing was changed.'
  const left = { artifact, from, ecsRolledBack }
  return shape.strategy === 'stages'
    ? stagedStateSentence(shape, steps, left)
    : halvesSentence(shape, steps, left)
}
