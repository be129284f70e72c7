import {
  AppConfigClient,
  CreateDeploymentStrategyCommand,
  CreateHostedConfigurationVersionCommand,
  GetApplicationCommand,
  GetHostedConfigurationVersionCommand,
  ListApplicationsCommand,
  ListConfigurationProfilesCommand,
  ListEnvironmentsCommand,
  ListHostedConfigurationVersionsCommand,
  StartDeploymentCommand,
  paginateListHostedConfigurationVersions,
} from '@aws-sdk/client-appconfig'
import {
  AppConfigDataClient,
  GetLatestConfigurationCommand,
  StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FlagDocument } from '../world/appconfig/flag-document.ts'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

let simulator: TestSimulator
let appconfig: AppConfigClient
let place: { ApplicationId: string; EnvironmentId: string; ConfigurationProfileId: string }

beforeEach(async () => {
  simulator = await startTestSimulator()
  appconfig = new AppConfigClient(simulator.clientSettings)
  const state = simulator.world.appconfig
  place = {
    ApplicationId: state.createApplication({ name: 'shop' }).id,
    EnvironmentId: state.createEnvironment('shop', { name: 'production' }).id,
    ConfigurationProfileId: state.createProfile('shop', {
      name: 'features',
      type: 'AWS.AppConfig.FeatureFlags',
    }).id,
  }
})
afterEach(() => simulator.close())

const flags = (enabled: boolean): FlagDocument => ({
  version: '1',
  flags: { fresh: { name: 'Fresh' } },
  values: { fresh: { enabled } },
})
const publish = (document: unknown, LatestVersionNumber?: number) =>
  appconfig.send(
    new CreateHostedConfigurationVersionCommand({
      ...place,
      Content: Buffer.from(JSON.stringify(document)),
      ContentType: 'application/json',
      LatestVersionNumber,
    }),
  )

test('application, environment and profile are found by their names', async () => {
  const { Items: [application] = [] } = await appconfig.send(new ListApplicationsCommand())
  const { Items: [environment] = [] } = await appconfig.send(new ListEnvironmentsCommand(place))
  const { Items: [profile] = [] } = await appconfig.send(new ListConfigurationProfilesCommand(place))
  expect(await appconfig.send(new GetApplicationCommand(place))).toMatchObject({
    ...application,
    Name: 'shop',
  })
  expect(environment).toMatchObject({ Name: 'production', State: 'READY_FOR_DEPLOYMENT' })
  expect(profile).toMatchObject({
    Name: 'features',
    Type: 'AWS.AppConfig.FeatureFlags',
    LocationUri: 'hosted',
  })
})

test('the operations that manage take ids, not names', async () => {
  const named = { ...place, ApplicationId: 'shop' }
  await expect(appconfig.send(new GetApplicationCommand(named))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  const { VersionNumber } = await publish(flags(true))
  const start = (other: Partial<typeof place>, DeploymentStrategyId = 'AppConfig.AllAtOnce') =>
    appconfig.send(
      new StartDeploymentCommand({
        ...place,
        ...other,
        ConfigurationVersion: String(VersionNumber),
        DeploymentStrategyId,
      }),
    )
  // Names that cannot be ids, by their length or form.
  for (const other of [{ EnvironmentId: 'production' }, { ConfigurationProfileId: 'features' }])
    await expect(start(other)).rejects.toMatchObject({ name: 'BadRequestException' })
  await expect(start({}, 'all-at-once')).rejects.toMatchObject({ name: 'BadRequestException' })
  await expect(start({ EnvironmentId: 'staging' })).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  expect((await start({})).State).toBe('BAKING')
})

test('a version that somebody else made in between refuses the next', async () => {
  await publish(flags(false), 0)
  await publish(flags(true), 1)
  await expect(publish(flags(false), 1)).rejects.toMatchObject({ name: 'ConflictException' })
  const { Items } = await appconfig.send(new ListHostedConfigurationVersionsCommand(place))
  expect(Items?.map(({ VersionNumber }) => VersionNumber)).toEqual([2, 1])
})

test('versions are listed page by page, and each gives back its very content', async () => {
  for (const enabled of [true, false, true]) await publish(flags(enabled))
  const numbers: (number | undefined)[] = []
  for await (const page of paginateListHostedConfigurationVersions({ client: appconfig, pageSize: 2 }, place))
    numbers.push(...(page.Items ?? []).map(({ VersionNumber }) => VersionNumber))
  expect(numbers).toEqual([3, 2, 1])
  const second = await appconfig.send(
    new GetHostedConfigurationVersionCommand({ ...place, VersionNumber: 2 }),
  )
  expect(JSON.parse(Buffer.from(second.Content ?? []).toString())).toEqual(flags(false))
  expect(second.ContentType).toBe('application/json')
})

test('a document that is no feature flags is refused, and what is wrong in it is named', async () => {
  const wrong = { ...flags(true), values: { fresh: { _variants: [{ name: 'x', enabled: 1 }] } } }
  await expect(publish(wrong)).rejects.toMatchObject({
    name: 'BadRequestException',
    Reason: 'InvalidConfiguration',
    Details: { InvalidConfiguration: [{ Location: '$.values.fresh._variants[0].enabled' }] },
  })
  const { Items } = await appconfig.send(new ListHostedConfigurationVersionsCommand(place))
  expect(Items).toEqual([])
})

test('with a strategy of no duration and no bake time, deployments follow each other at once', async () => {
  const { Id: DeploymentStrategyId } = await appconfig.send(
    new CreateDeploymentStrategyCommand({
      Name: 'at-once',
      DeploymentDurationInMinutes: 0,
      GrowthFactor: 100,
      FinalBakeTimeInMinutes: 0,
      ReplicateTo: 'NONE',
    }),
  )
  for (const enabled of [true, false]) {
    const { VersionNumber } = await publish(flags(enabled))
    const started = new StartDeploymentCommand({
      ...place,
      ConfigurationVersion: String(VersionNumber),
      DeploymentStrategyId,
    })
    expect((await appconfig.send(started)).State).toBe('COMPLETE')
  }
  const data = new AppConfigDataClient(simulator.clientSettings)
  const { InitialConfigurationToken: ConfigurationToken } = await data.send(
    new StartConfigurationSessionCommand({
      ApplicationIdentifier: 'shop',
      EnvironmentIdentifier: 'production',
      ConfigurationProfileIdentifier: 'features',
    }),
  )
  const latest = await data.send(new GetLatestConfigurationCommand({ ConfigurationToken }))
  expect(JSON.parse(latest.Configuration?.transformToString() ?? '')).toEqual({ fresh: { enabled: false } })
})
