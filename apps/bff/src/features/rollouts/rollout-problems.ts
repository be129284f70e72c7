import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem, ProblemCode } from '@lockstep/shared-types/problem'
import type { Release } from '@lockstep/shared-types/release'

export const rolloutNotFound = (releaseId: string): Problem => ({
  code: 'not-found',
  title: 'This release has no rollout, or it has not begun.',
  detail: releaseId,
  remedy: 'Open the environment to see what runs there.',
})

export const notConfigured = ({ applicationId, environmentId }: EnvironmentRef): Problem => ({
  code: 'rollout-not-configured',
  title: 'The configuration no longer says how traffic is moved here, so nothing can be set.',
  detail: `${applicationId}/${environmentId}`,
  remedy: 'Put the rollout back into the configuration, or move the traffic in AWS by hand.',
})

export const stillActive = ({ id, outcome }: Release): Problem => ({
  code: 'release-active',
  title: 'The release that runs here is being aborted and has not stopped yet.',
  detail: outcome,
  remedy: 'Press the emergency button once more when it has ended; it takes seconds.',
  releaseId: id,
})

/** Refusals of Lockstep. What does not exist or could not be read was not refused. */
export const refusals: readonly ProblemCode[] = [
  'rollout-changed',
  'rollout-ended',
  'rollout-foreign',
  'percent-not-allowed',
  'gate-not-passed',
  'no-healthy-target',
  'reason-missing',
  'nothing-to-go-back-to',
  'release-active',
  'plan-blocked',
]
