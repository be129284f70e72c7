import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { PolicyVersion } from '@lockstep/shared-types/policy'
import type { Problem } from '@lockstep/shared-types/problem'
import { moment } from '../../domain/drift/words.ts'
import { environmentKey } from '../../domain/environment.ts'
import type { FieldError } from '../../domain/policy/field-error.ts'

export const policyInvalid = (errors: readonly FieldError[]): Problem => ({
  code: 'policy-invalid',
  title: 'These limits cannot be put in force.',
  detail: errors.map(({ path, message }) => `${path.replace(/^body\./, '')}: ${message}.`).join(' '),
  remedy: 'Correct the fields named in `errors`.',
  errors: [...errors],
})

export const policyOutdated = (newest: PolicyVersion): Problem => ({
  code: 'policy-outdated',
  title:
    newest.changedBy === null
      ? 'The configuration file’s version is in force, not the one that was seen.'
      : `${newest.changedBy.name} changed this meanwhile.`,
  detail: `Version ${newest.version}${newest.changedAt === null ? '' : `, ${moment(newest.changedAt)}`}${newest.reason === null ? '' : `: ${newest.reason}`}`,
  remedy: 'Look at the newest version and change that one.',
})

export const noRollout = (ref: EnvironmentRef): Problem => ({
  code: 'rollout-not-configured',
  title: 'This environment has no rollout whose policy could be changed.',
  detail: environmentKey(ref),
  remedy: 'Declare a rollout in the configuration.',
})
