import {
  paginateListApplications,
  paginateListConfigurationProfiles,
  paginateListDeploymentStrategies,
  paginateListEnvironments,
  type DeploymentStrategy,
} from '@aws-sdk/client-appconfig'
import type { AppConfigFlagConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { AwsClients } from '../../clients.ts'
import { called, gone } from '../problem-error.ts'

/** Where the flag is in AppConfig. */
export type FlagAddress = {
  readonly applicationId: string
  readonly environmentId: string
  readonly profileId: string
  readonly profileType: string
  readonly strategy: DeploymentStrategy & { readonly Id: string }
}

type Named = { readonly Id?: string | undefined; readonly Name?: string | undefined }

/** Finds application, environment, profile and strategy by their names. Whatever is not there is named. */
export async function findFlag(
  client: AwsClients['appConfig'],
  { application, environment, profile, strategy }: AppConfigFlagConfig,
): Promise<FlagAddress> {
  const where = { client }
  const [applicationId, foundStrategy] = await Promise.all([
    find('ListApplications', 'AppConfig application', application, paginateListApplications(where, {})),
    find(
      'ListDeploymentStrategies',
      'AppConfig deployment strategy',
      strategy,
      paginateListDeploymentStrategies(where, {}),
    ),
  ])
  const of = { ApplicationId: applicationId.Id }
  const [environmentId, profileId] = await Promise.all([
    find('ListEnvironments', 'AppConfig environment', environment, paginateListEnvironments(where, of)),
    find(
      'ListConfigurationProfiles',
      'AppConfig configuration profile',
      profile,
      paginateListConfigurationProfiles(where, of),
    ),
  ])
  return {
    applicationId: applicationId.Id,
    environmentId: environmentId.Id,
    profileId: profileId.Id,
    profileType: profileId.Type ?? '',
    strategy: foundStrategy,
  }
}

/** The one of that name; an id does as well. */
async function find<Item extends Named>(
  operation: string,
  what: string,
  name: string,
  pages: AsyncIterable<{ Items?: Item[] | undefined }>,
): Promise<Item & { readonly Id: string }> {
  const found = await called(
    { operation: `appconfig:${operation}`, resource: `${what} ${name}` },
    async () => {
      for await (const { Items = [] } of pages) {
        const item = Items.find(({ Id, Name }) => Name === name || Id === name)
        if (item?.Id !== undefined) return { ...item, Id: item.Id }
      }
      return null
    },
  )
  return found ?? gone(what, name, 'Check its name in the configuration, and the region.')
}
