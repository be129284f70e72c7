import { AwsError } from '../../wire/aws-error.ts'
import type { AppConfig } from '../appconfig.ts'
import type { Application, Strategy } from './types.ts'

type Removals = Pick<
  AppConfig,
  'removeApplication' | 'removeEnvironment' | 'removeProfile' | 'removeVersion' | 'removeStrategy'
>
type Held = Pick<AppConfig, 'application' | 'environment' | 'profile' | 'strategy'> & {
  readonly applications: Map<string, Application>
  readonly strategies: Map<string, Strategy>
}

/** believed: what stands on something keeps it from being removed, as ConflictException or BadRequestException (API reference). */
export function createRemovals(held: Held): Removals {
  const { applications, strategies } = held
  return {
    removeApplication(id) {
      const { environments, profiles } = held.application(id)
      if (environments.size > 0 || profiles.size > 0)
        throw new AwsError('BadRequestException', 'Cannot delete an application with child resources.')
      applications.delete(id)
    },
    removeEnvironment(app, id) {
      const { deployments } = held.environment(app, id)
      if (deployments.some(({ state }) => state === 'DEPLOYING' || state === 'BAKING'))
        throw new AwsError('ConflictException', 'A deployment is in progress in this environment.')
      held.application(app).environments.delete(id)
    },
    removeProfile(app, id) {
      if (held.profile(app, id).versions.length > 0)
        throw new AwsError(
          'ConflictException',
          'Cannot delete a configuration profile that has hosted configuration versions.',
        )
      held.application(app).profiles.delete(id)
    },
    removeVersion(app, profile, number) {
      const { versions } = held.profile(app, profile)
      const index = versions.findIndex((version) => version.number === number)
      if (index < 0)
        throw new AwsError(
          'ResourceNotFoundException',
          `HostedConfigurationVersion not found for ID: ${number}`,
        )
      versions.splice(index, 1)
    },
    removeStrategy(id) {
      strategies.delete(held.strategy(id).id)
    },
  }
}
