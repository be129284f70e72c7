import type * as appconfig from '@aws-sdk/client-appconfig'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { AppConfig } from '../../world/appconfig.ts'
import { page } from '../paging.ts'

const pageSize = 50

/** Versions of hosted configuration. */
export function versionHandlers(state: AppConfig): Handlers<typeof appconfig> {
  return {
    CreateHostedConfigurationVersion(input) {
      const { ApplicationId = '', ConfigurationProfileId = '' } = input
      const created = state.createVersion(ApplicationId, ConfigurationProfileId, {
        content: input.Content ?? new Uint8Array(),
        contentType: input.ContentType ?? 'application/octet-stream',
        label: input.VersionLabel,
        description: input.Description,
        latestVersionNumber: input.LatestVersionNumber,
      })
      return {
        ApplicationId,
        ConfigurationProfileId,
        VersionNumber: created.number,
        VersionLabel: created.label,
        Description: created.description,
        ContentType: created.contentType,
        Content: created.content,
      }
    },
    GetHostedConfigurationVersion({ ApplicationId = '', ConfigurationProfileId = '', VersionNumber }) {
      const { versions } = state.profile(ApplicationId, ConfigurationProfileId)
      const found = versions.find(({ number }) => number === VersionNumber)
      if (!found)
        throw new AwsError(
          'ResourceNotFoundException',
          `HostedConfigurationVersion not found for ID: ${VersionNumber}`,
        )
      return {
        ApplicationId,
        ConfigurationProfileId,
        VersionNumber: found.number,
        VersionLabel: found.label,
        Description: found.description,
        ContentType: found.contentType,
        Content: found.content,
      }
    },
    ListHostedConfigurationVersions({
      ApplicationId = '',
      ConfigurationProfileId = '',
      NextToken,
      MaxResults = pageSize,
    }) {
      const newestFirst = state.profile(ApplicationId, ConfigurationProfileId).versions.toReversed()
      const { items, nextToken } = page(newestFirst, NextToken, MaxResults, 'BadRequestException')
      return {
        Items: items.map(({ number, label, description, contentType }) => ({
          ApplicationId,
          ConfigurationProfileId,
          VersionNumber: number,
          VersionLabel: label,
          Description: description,
          ContentType: contentType,
        })),
        NextToken: nextToken,
      }
    },
  }
}
