import type * as appconfig from '@aws-sdk/client-appconfig'
import type { Handlers } from '../../wire/handlers.ts'
import type { AppConfig } from '../../world/appconfig.ts'

/** What is no longer needed goes, from the inside out. */
export function removalHandlers(state: AppConfig): Handlers<typeof appconfig> {
  return {
    DeleteApplication({ ApplicationId = '' }) {
      state.removeApplication(ApplicationId)
      return {}
    },
    DeleteEnvironment({ ApplicationId = '', EnvironmentId = '' }) {
      state.removeEnvironment(ApplicationId, EnvironmentId)
      return {}
    },
    DeleteConfigurationProfile({ ApplicationId = '', ConfigurationProfileId = '' }) {
      state.removeProfile(ApplicationId, ConfigurationProfileId)
      return {}
    },
    DeleteHostedConfigurationVersion({ ApplicationId = '', ConfigurationProfileId = '', VersionNumber = 0 }) {
      state.removeVersion(ApplicationId, ConfigurationProfileId, VersionNumber)
      return {}
    },
    DeleteDeploymentStrategy({ DeploymentStrategyId = '' }) {
      state.removeStrategy(DeploymentStrategyId)
      return {}
    },
  }
}
