import type { ReleaseStepId } from '@lockstep/shared-types/release'
import type { RolloutDriverId } from '@lockstep/shared-types/rollout'

const backend = ['backend-update', 'backend-start', 'backend-steady', 'health'] as const
const frontend = ['frontend-publish', 'invalidate', 'invalidation-done', 'edge-version', 'endpoint'] as const
/** The ordinary order of both halves: the frontend is published while the backend becomes steady. */
const halves = [
  'backend-update',
  'backend-start',
  'frontend-publish',
  'invalidate',
  'backend-steady',
  'health',
  'invalidation-done',
  'edge-version',
  'endpoint',
] as const

/**
 * The steps of a deploy in stages, both halves, in their order. The candidate runs beside the main half until the
 * rollout is full; then the main half is brought up to it, and the traffic comes back to main.
 */
export const stagedSteps: Readonly<Record<RolloutDriverId, readonly ReleaseStepId[]>> = {
  'alb-weights': [
    'preflight',
    'candidate-update',
    'candidate-steady',
    'rollout',
    ...halves,
    'rollout-finish',
    'watch',
    'tidy',
  ],
  paired: [
    'preflight',
    'candidate-update',
    'candidate-publish',
    'candidate-steady',
    'rollout',
    ...halves,
    'rollout-finish',
    'watch',
    'tidy',
  ],
  'cloudfront-cohort': [
    'preflight',
    ...backend,
    'candidate-publish',
    'rollout',
    ...frontend,
    'rollout-finish',
    'watch',
    'tidy',
  ],
  'ecs-native': [
    'preflight',
    'backend-update',
    'rollout',
    'backend-steady',
    'health',
    ...frontend,
    'watch',
    'tidy',
  ],
  // A flag moves what runs already: nothing is deployed.
  'appconfig-flag': ['preflight', 'rollout'],
}
