import type * as appconfigdata from '@aws-sdk/client-appconfigdata'
import { AwsError } from '../wire/aws-error.ts'
import type { Handlers } from '../wire/handlers.ts'
import type { AppConfig } from '../world/appconfig.ts'
import { checkFlagDocument } from '../world/appconfig/check-flag-document.ts'
import { featureFlags } from '../world/appconfig/hosted-version.ts'
import { retrievedFlags } from '../world/appconfig/retrieved-flags.ts'

const shortestPollSeconds = 15
const defaultPollSeconds = 60

/** Polling for deployed configuration. */
export function appconfigdataHandlers({ sessions }: AppConfig): Handlers<typeof appconfigdata> {
  return {
    StartConfigurationSession(input) {
      const pollSeconds = input.RequiredMinimumPollIntervalInSeconds ?? defaultPollSeconds
      if (pollSeconds < shortestPollSeconds)
        throw new AwsError(
          'BadRequestException',
          `RequiredMinimumPollIntervalInSeconds must be at least ${shortestPollSeconds}.`,
        )
      const token = sessions.start(
        input.ApplicationIdentifier ?? '',
        input.EnvironmentIdentifier ?? '',
        input.ConfigurationProfileIdentifier ?? '',
        pollSeconds,
      )
      return { InitialConfigurationToken: token }
    },
    GetLatestConfiguration({ ConfigurationToken = '' }) {
      const { nextToken, pollSeconds, version, profileType } = sessions.poll(ConfigurationToken)
      return {
        NextPollConfigurationToken: nextToken,
        NextPollIntervalInSeconds: pollSeconds,
        // Empty content says that nothing has changed.
        Configuration: version ? contentFor(profileType, version.content) : new Uint8Array(),
        ContentType: version?.contentType,
        VersionLabel: version?.label,
      }
    },
  }
}

function contentFor(profileType: string, content: Uint8Array): Uint8Array {
  const checked = profileType === featureFlags ? checkFlagDocument(content) : null
  return checked?.ok ? Buffer.from(JSON.stringify(retrievedFlags(checked.document))) : content
}
