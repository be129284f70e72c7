import {
  CreateHostedConfigurationVersionCommand,
  GetDeploymentCommand,
  ListHostedConfigurationVersionsCommand,
  StartDeploymentCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-appconfig'
import { isDeepStrictEqual } from 'node:util'
import type { AppConfigFlagConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { AwsClients } from '../../clients.ts'
import { called, ProblemError, refuse } from '../problem-error.ts'
import { readVersion, type DeployedFlag } from './deployed-flag.ts'
import type { FlagAddress } from './flag-address.ts'
import { writeFlag } from './flag-document.ts'

type AppConfig = AwsClients['appConfig']

/** One AppConfig environment, and how its flag is deployed. */
export type FlagScene = {
  readonly client: AppConfig
  readonly config: AppConfigFlagConfig
  readonly address: FlagAddress
  /** Written into each deployment, so that a person and Lockstep know whose it is. */
  readonly mark: string
}

/** Every account has it; it brings a change to everybody at once, whatever strategy is configured. */
const atOnceStrategy = 'AppConfig.AllAtOnce'

/**
 * Deploys the flag at that share, by the configured strategy, or `atOnce` where that one takes its time. A conflict says
 * that somebody was quicker: read again.
 */
export async function deployFlag(
  scene: FlagScene,
  seen: DeployedFlag,
  { percent, atOnce }: { readonly percent: number; readonly atOnce: boolean },
): Promise<void> {
  const { client, config, address, mark } = scene
  const version = await ensureVersion(scene, seen, percent)
  const { DeploymentDurationInMinutes: minutes = 0 } = address.strategy
  const about = {
    operation: 'appconfig:StartDeployment',
    resource: `AppConfig configuration profile ${config.profile}`,
  }
  await called(about, () =>
    client.send(
      new StartDeploymentCommand({
        ApplicationId: address.applicationId,
        EnvironmentId: address.environmentId,
        ConfigurationProfileId: address.profileId,
        ConfigurationVersion: String(version),
        DeploymentStrategyId: atOnce && minutes > 0 ? atOnceStrategy : address.strategy.Id,
        Description: `${mark}: ${config.flag} at ${percent} %`,
        LatestDeploymentNumber: seen.newest.DeploymentNumber,
      }),
    ),
  )
}

/** The number of a version with the wanted content: the newest when it is that already, as after a crash in between. */
async function ensureVersion(scene: FlagScene, seen: DeployedFlag, percent: number): Promise<number> {
  const { client, config, address, mark } = scene
  const { applicationId: ApplicationId, profileId: ConfigurationProfileId } = address
  const profile = `AppConfig configuration profile ${config.profile}`
  const wanted = writeFlag(seen.document, config, percent)
  const { Items = [] } = await called(
    { operation: 'appconfig:ListHostedConfigurationVersions', resource: profile },
    () =>
      client.send(
        new ListHostedConfigurationVersionsCommand({ ApplicationId, ConfigurationProfileId, MaxResults: 1 }),
      ),
  )
  const newest = Items[0]?.VersionNumber
  if (newest !== undefined && String(newest) !== seen.deployment.ConfigurationVersion) {
    const content = await readVersion(client, config, address, newest)
    if (isDeepStrictEqual(content, wanted)) return newest
  }
  const { VersionNumber } = await called(
    { operation: 'appconfig:CreateHostedConfigurationVersion', resource: profile },
    () =>
      client.send(
        new CreateHostedConfigurationVersionCommand({
          ApplicationId,
          ConfigurationProfileId,
          Content: Buffer.from(JSON.stringify(wanted)),
          ContentType: 'application/json',
          Description: `${mark}: ${config.flag} at ${percent} %`,
          LatestVersionNumber: newest,
        }),
      ),
  )
  if (VersionNumber === undefined)
    return refuse({
      code: 'aws-invalid-response',
      title: `AWS made a version of the ${profile} and did not say its number.`,
      detail: null,
      remedy: 'Lockstep asks again by itself.',
    })
  return VersionNumber
}

/**
 * Ends the deployment that is under way, whoever began it; AppConfig goes back to what it served before. One that bakes is
 * stopped only where reverting is allowed (API reference of StopDeployment).
 */
export async function stopDeployment(
  { client, config, address }: FlagScene,
  { newest }: DeployedFlag,
): Promise<void> {
  const resource = `deployment ${newest.DeploymentNumber} in the AppConfig environment ${config.environment}`
  await called({ operation: 'appconfig:StopDeployment', resource }, () =>
    client.send(
      new StopDeploymentCommand({
        ApplicationId: address.applicationId,
        EnvironmentId: address.environmentId,
        DeploymentNumber: newest.DeploymentNumber,
        AllowRevert: true,
      }),
    ),
  )
}

/** Whether this rollout began it; not when that cannot be read. */
export const isOwn = async (scene: FlagScene, deployment: DeployedFlag['newest']): Promise<boolean> =>
  isMarked(scene, await describeDeployment(scene, deployment.DeploymentNumber))

const isMarked = ({ mark }: FlagScene, description: string | null): boolean =>
  description?.startsWith(`${mark}:`) === true

/** Says which deployment is in the way, whose it is, and what to do. */
export async function refuseBusy(scene: FlagScene, { newest }: DeployedFlag): Promise<never> {
  const { config } = scene
  const description = await describeDeployment(scene, newest.DeploymentNumber)
  return refuse({
    code: 'driver-busy',
    title: `AppConfig is at work on deployment ${newest.DeploymentNumber} of ${newest.ConfigurationName} in ${config.environment} (${newest.State}).`,
    detail: description,
    remedy: isMarked(scene, description)
      ? 'Lockstep goes on by itself as soon as it is complete; going back to fewer users does not wait for it.'
      : "It is not Lockstep's: wait until it is complete, or stop it in AppConfig. Lockstep goes on by itself then; the emergency button stops it.",
  })
}

/** Null when it cannot be read: that something is in the way is known already. */
async function describeDeployment(
  { client, config, address }: FlagScene,
  number: number | undefined,
): Promise<string | null> {
  const resource = `deployment ${number} in the AppConfig environment ${config.environment}`
  try {
    const { Description } = await called({ operation: 'appconfig:GetDeployment', resource }, () =>
      client.send(
        new GetDeploymentCommand({
          ApplicationId: address.applicationId,
          EnvironmentId: address.environmentId,
          DeploymentNumber: number,
        }),
      ),
    )
    return Description ?? null
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  }
}
