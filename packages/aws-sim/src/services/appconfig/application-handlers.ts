import type * as appconfig from '@aws-sdk/client-appconfig'
import type { Handlers } from '../../wire/handlers.ts'
import type { AppConfig } from '../../world/appconfig.ts'
import type { Application, Environment, Profile } from '../../world/appconfig/types.ts'
import { page } from '../paging.ts'

const pageSize = 50

/** Applications, environments and configuration profiles. */
export function applicationHandlers(state: AppConfig): Handlers<typeof appconfig> {
  return {
    CreateApplication: ({ Name = '', Description }) =>
      describeApplication(state.createApplication({ name: Name, description: Description })),
    GetApplication: ({ ApplicationId = '' }) => describeApplication(state.application(ApplicationId)),
    ListApplications({ NextToken, MaxResults = pageSize }) {
      const { items, nextToken } = page(state.applications(), NextToken, MaxResults, 'BadRequestException')
      return { Items: items.map(describeApplication), NextToken: nextToken }
    },
    CreateEnvironment: ({ ApplicationId = '', Name = '', Description }) =>
      describeEnvironment(state.createEnvironment(ApplicationId, { name: Name, description: Description })),
    GetEnvironment: ({ ApplicationId = '', EnvironmentId = '' }) =>
      describeEnvironment(state.environment(ApplicationId, EnvironmentId)),
    ListEnvironments({ ApplicationId = '', NextToken, MaxResults = pageSize }) {
      const all = [...state.application(ApplicationId).environments.values()]
      const { items, nextToken } = page(all, NextToken, MaxResults, 'BadRequestException')
      return { Items: items.map(describeEnvironment), NextToken: nextToken }
    },
    CreateConfigurationProfile({ ApplicationId = '', Name = '', Description, Type }) {
      const created = state.createProfile(ApplicationId, { name: Name, description: Description, type: Type })
      return describeProfile(state.application(ApplicationId), created)
    },
    GetConfigurationProfile: ({ ApplicationId = '', ConfigurationProfileId = '' }) =>
      describeProfile(state.application(ApplicationId), state.profile(ApplicationId, ConfigurationProfileId)),
    ListConfigurationProfiles({ ApplicationId = '', NextToken, MaxResults = pageSize }) {
      const application = state.application(ApplicationId)
      const { items, nextToken } = page(
        [...application.profiles.values()],
        NextToken,
        MaxResults,
        'BadRequestException',
      )
      return { Items: items.map((profile) => describeProfile(application, profile)), NextToken: nextToken }
    },
  }
}

function describeApplication({ id, name, description }: Application): appconfig.Application {
  return { Id: id, Name: name, Description: description }
}

function describeEnvironment(environment: Environment): appconfig.Environment {
  const latest = environment.deployments.at(-1)?.state
  return {
    ApplicationId: environment.applicationId,
    Id: environment.id,
    Name: environment.name,
    Description: environment.description,
    State: environmentState(latest),
  }
}

function environmentState(latest: appconfig.DeploymentState | undefined): appconfig.EnvironmentState {
  switch (latest) {
    case undefined:
      return 'READY_FOR_DEPLOYMENT'
    case 'BAKING':
    case 'DEPLOYING':
    case 'VALIDATING':
      return 'DEPLOYING'
    case 'ROLLING_BACK':
      return 'ROLLING_BACK'
    case 'ROLLED_BACK':
      return 'ROLLED_BACK'
    case 'REVERTED':
      return 'REVERTED'
    case 'COMPLETE':
      return 'READY_FOR_DEPLOYMENT'
  }
}

function describeProfile({ id }: Application, profile: Profile): appconfig.ConfigurationProfile {
  return {
    ApplicationId: id,
    Id: profile.id,
    Name: profile.name,
    Description: profile.description,
    LocationUri: 'hosted',
    Type: profile.type,
  }
}
