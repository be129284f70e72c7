import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Problem } from '@lockstep/shared-types/problem'
import type { PreflightCheck } from '@lockstep/shared-types/preflight'

export const releaseNotFound = (releaseId: string): Problem => ({
  code: 'not-found',
  title: 'There is no such release.',
  detail: releaseId,
  remedy: 'Open the history and pick the release there.',
})

export const planOutdated = (detail: string): Problem => ({
  code: 'plan-outdated',
  title: 'The plan no longer holds.',
  detail,
  remedy: 'Compute the plan again and look at it once more.',
})

export const planBlocked = (checks: readonly PreflightCheck[], overridable: boolean): Problem => ({
  code: 'plan-blocked',
  title: overridable
    ? 'Preflight checks fail that nobody has overridden.'
    : 'Preflight checks block the release.',
  detail: checks.map((check) => check.sentence).join(' '),
  remedy: overridable
    ? 'Override each of them with a reason, or repair what they say.'
    : 'Repair what they say.',
  errors: checks.map((check) => ({ path: check.id, message: check.sentence })),
})

/** Nobody may override it in an emergency: what was found would make the way back fail, or worse than what there is. */
export const emergencyBlocked = ({ version }: ArtifactRef, checks: readonly PreflightCheck[]): Problem => ({
  ...planBlocked(checks, false),
  title: `The emergency cannot go back to ${version}: something was found that would make that fail.`,
  remedy:
    'Repair what it says and press again. If it speaks of one half only, press Roll back and bring the other half back meanwhile, or pick another version there.',
})

export const confirmationWrong = (phrase: string): Problem => ({
  code: 'confirmation-wrong',
  title: 'The confirmation does not match.',
  detail: null,
  remedy: `Type ${phrase} to confirm.`,
})

export const reasonMissing: Problem = {
  code: 'reason-missing',
  title: 'A rollback needs a reason.',
  detail: 'reason',
  remedy: 'Say why, in a sentence: it is kept in the audit trail.',
}

export const actionNotAllowed = (why: string): Problem => ({
  code: 'release-ended',
  title: why,
  detail: null,
  remedy: 'Reload the page to see what it does now.',
})

export const rolloutNotConfigured = ({ applicationId, environmentId }: EnvironmentRef): Problem => ({
  code: 'rollout-not-configured',
  title: 'This environment has no rollout for that.',
  detail: `${applicationId}/${environmentId}`,
  remedy: 'Release all at once, or declare a rollout in the configuration.',
})
