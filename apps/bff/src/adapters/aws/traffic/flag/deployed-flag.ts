import {
  GetHostedConfigurationVersionCommand,
  paginateListDeployments,
  type DeploymentSummary,
} from '@aws-sdk/client-appconfig'
import type { AppConfigFlagConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { AwsClients } from '../../clients.ts'
import { called, gone, refuse } from '../problem-error.ts'
import type { FlagAddress } from './flag-address.ts'
import { FlagDocument, readFlag } from './flag-document.ts'

type AppConfig = AwsClients['appConfig']

/** The flag as AppConfig serves it, or is about to. */
export type DeployedFlag = {
  readonly document: FlagDocument
  readonly percent: number
  /** The deployment that brought it. */
  readonly deployment: DeploymentSummary
  /** AppConfig serves it to everybody. */
  readonly settled: boolean
  /** The newest deployment of the environment, whatever its profile; it can be one that was rolled back. */
  readonly newest: DeploymentSummary
  /** Whether `newest` is still under way: then AppConfig takes no other. */
  readonly busy: boolean
}

const underWay = new Set(['DEPLOYING', 'VALIDATING', 'BAKING', 'ROLLING_BACK'])
const inForce = new Set(['DEPLOYING', 'VALIDATING', 'BAKING', 'COMPLETE'])

/**
 * Reads the newest deployed version that was not rolled back. Refuses when the flag has rules of somebody else's, unless
 * they shall give way: then its percentage is NaN, which is none.
 */
export async function readDeployedFlag(
  client: AppConfig,
  config: AppConfigFlagConfig,
  address: FlagAddress,
  { foreignGivesWay }: { readonly foreignGivesWay: boolean } = { foreignGivesWay: false },
): Promise<DeployedFlag> {
  const { newest, deployment } = await findDeployment(client, config, address)
  const document = await readVersion(client, config, address, Number(deployment.ConfigurationVersion))
  if (document.flags[config.flag] === undefined)
    return gone(
      'flag',
      config.flag,
      `Add it to the profile ${config.profile}, turned off, and deploy that; or correct its name in the configuration.`,
    )
  const share = readFlag(document, config)
  if (typeof share === 'string' && !foreignGivesWay) return foreign(config, share)
  const percent = typeof share === 'string' ? Number.NaN : share
  return {
    document,
    percent,
    deployment,
    settled: deployment.State === 'COMPLETE' || deployment.PercentageComplete === 100,
    newest,
    busy: underWay.has(newest.State ?? ''),
  }
}

async function findDeployment(
  client: AppConfig,
  { environment, profile }: AppConfigFlagConfig,
  { applicationId, environmentId, profileId }: FlagAddress,
): Promise<{ newest: DeploymentSummary; deployment: DeploymentSummary }> {
  const about = {
    operation: 'appconfig:ListDeployments',
    resource: `AppConfig environment ${environment}`,
  }
  const isOurs = ({ ConfigurationProfileId, ConfigurationName }: DeploymentSummary): boolean =>
    ConfigurationProfileId === undefined
      ? ConfigurationName === profile
      : ConfigurationProfileId === profileId
  const found = await called(about, async () => {
    const of = { ApplicationId: applicationId, EnvironmentId: environmentId }
    let newest: DeploymentSummary | undefined
    // The newest come first.
    for await (const { Items = [] } of paginateListDeployments({ client }, of)) {
      newest ??= Items[0]
      const deployment = Items.find((one) => isOurs(one) && inForce.has(one.State ?? ''))
      if (newest !== undefined && deployment !== undefined) return { newest, deployment }
    }
    return null
  })
  return (
    found ??
    gone(
      'deployed configuration',
      `${profile} in ${environment}`,
      'Deploy the profile once to this environment, with the flag turned off.',
    )
  )
}

/** The content of a hosted version, checked as far as Lockstep reads it. */
export async function readVersion(
  client: AppConfig,
  { profile }: AppConfigFlagConfig,
  { applicationId, profileId }: FlagAddress,
  number: number,
): Promise<FlagDocument> {
  const about = {
    operation: 'appconfig:GetHostedConfigurationVersion',
    resource: `AppConfig configuration profile ${profile}, version ${number}`,
  }
  return called(about, async () => {
    const { Content } = await client.send(
      new GetHostedConfigurationVersionCommand({
        ApplicationId: applicationId,
        ConfigurationProfileId: profileId,
        VersionNumber: number,
      }),
    )
    return FlagDocument.parse(JSON.parse(Buffer.from(Content ?? []).toString('utf8')))
  })
}

const foreign = ({ flag, profile }: AppConfigFlagConfig, why: string): never =>
  refuse({
    code: 'rollout-foreign',
    title: `The flag ${flag} is not as Lockstep expects it. ${why}`,
    detail: `${profile}/${flag}`,
    remedy:
      'Turn the flag off or on without rules of its own; Lockstep does not overwrite what somebody set up.',
  })
