import type { Release, ReleaseStep } from '@lockstep/shared-types/release'

/**
 * The version that a rollback of an ended release would bring back; null when it runs already, because the release
 * touched nothing or ECS went back by itself, or when a breach has led to that rollback or its refusal. The dialog then
 * chooses one.
 */
export const versionToGoBackTo = ({
  steps,
  from,
  failure,
}: Pick<Release, 'steps' | 'from' | 'failure'>): string | null => {
  const touched = (id: ReleaseStep['id']) =>
    steps.some((step) => step.id === id && step.state !== 'pending' && step.state !== 'skipped')
  if (failure?.code === 'threshold-breached' || failure?.code === 'measurements-missing') return null
  const backend = touched('backend-update') && failure?.code !== 'ecs-rolled-back'
  return backend || touched('frontend-publish') ? (from?.version ?? null) : null
}
