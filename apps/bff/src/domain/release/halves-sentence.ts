import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Problem } from '@lockstep/shared-types/problem'
import type { ReleaseStepId, StepState } from '@lockstep/shared-types/release'
import type { HalvesNow } from './as-released.ts'
import type { ReleaseShape } from './step-list.ts'

export type StepView = {
  readonly id: ReleaseStepId
  readonly state: StepState
  readonly attempt: number
  readonly failure: Problem | null
}
type Half = 'untouched' | 'changing' | 'asked' | 'changed'

export type Left = {
  readonly artifact: ArtifactRef | null
  readonly from: ArtifactRef | null
  readonly ecsRolledBack: boolean
  /** What halves are that are not as the steps have it. */
  readonly now?: HalvesNow
}

/** What each of the main halves was left with. */
export function halvesSentence(
  shape: Pick<ReleaseShape, 'scope'>,
  steps: readonly StepView[],
  { artifact, from, ecsRolledBack, now = {} }: Left,
): string {
  const backend = halfState(steps, 'backend-update', 'backend-steady')
  const frontend = halfState(steps, 'frontend-publish', 'edge-version')
  if (backend === 'untouched' && frontend === 'untouched') return 'Nothing was changed.'
  const next = artifact?.version ?? 'the new version'
  const old = from?.version ?? 'the version before'
  const gaveUp = steps.some(({ failure }) => failure?.code === 'ecs-deployment-failed')
  const backendIs = gaveUp
    ? `ECS gave the deployment of ${next} up; the tasks of ${old} still serve.`
    : backendSentence(backend, next, old, ecsRolledBack)
  return [
    shape.scope === 'frontend' ? null : (now.backend ?? backendIs),
    shape.scope === 'backend' ? null : (now.frontend ?? frontendSentence(frontend, next)),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}

function backendSentence(state: Half, next: string, old: string, ecsRolledBack: boolean): string {
  if (ecsRolledBack) return `ECS has put the backend back to ${old}.`
  switch (state) {
    case 'untouched':
      return `The backend still runs ${old}.`
    case 'changing':
      return `The backend may have been told to run ${next}; ECS did not say.`
    case 'asked':
      return `The backend was told to run ${next}; ECS may still be replacing tasks of ${old}.`
    case 'changed':
      return `The backend runs ${next}.`
  }
}

/** `from` is what the backend ran: what the frontend served before may be another version, so it is not named. */
function frontendSentence(state: Half, next: string): string {
  switch (state) {
    case 'untouched':
      return 'The frontend was not changed.'
    case 'changing':
      return `The frontend's files of ${next} may be partly published; pages load whole, of the version before or of ${next}.`
    case 'asked':
      return `The frontend's files of ${next} are published; the edge may serve the version before for a while.`
    case 'changed':
      return `The frontend serves ${next}.`
  }
}

/** Refusals of AWS: certain that the call had no effect. */
const refusals: readonly Problem['code'][] = [
  'aws-access-denied',
  'aws-clock-wrong',
  'aws-credentials-refused',
  'aws-rejected',
  'aws-not-found',
]

/** Whether the step may have had an effect in AWS. */
export function isTouched(steps: readonly StepView[], id: ReleaseStepId): boolean {
  const step = steps.find((candidate) => candidate.id === id)
  if (step === undefined || step.state === 'pending' || step.state === 'skipped') return false
  // Abort is looked at before the step acts: one that never began a second time has done nothing.
  if (step.state === 'aborted') return step.attempt > 1 || id === 'frontend-publish'
  // Publishing is many calls: a refusal of one says nothing about those before.
  if (id === 'frontend-publish' || step.failure === null) return true
  return !refusals.includes(step.failure.code)
}

function halfState(steps: readonly StepView[], first: ReleaseStepId, proof: ReleaseStepId): Half {
  if (!isTouched(steps, first)) return 'untouched'
  const succeeded = (id: ReleaseStepId) => steps.some((step) => step.id === id && step.state === 'succeeded')
  if (succeeded(proof)) return 'changed'
  return succeeded(first) ? 'asked' : 'changing'
}
