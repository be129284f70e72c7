import {
  AppConfigClient,
  CreateHostedConfigurationVersionCommand,
  GetDeploymentCommand,
  GetEnvironmentCommand,
  ListDeploymentsCommand,
  StartDeploymentCommand,
  StopDeploymentCommand,
} from '@aws-sdk/client-appconfig'
import {
  AppConfigDataClient,
  GetLatestConfigurationCommand,
  StartConfigurationSessionCommand,
} from '@aws-sdk/client-appconfigdata'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

let simulator: TestSimulator
let appconfig: AppConfigClient
let data: AppConfigDataClient
let place: { ApplicationId: string; EnvironmentId: string; ConfigurationProfileId: string }

beforeEach(async () => {
  simulator = await startTestSimulator()
  appconfig = new AppConfigClient(simulator.clientSettings)
  data = new AppConfigDataClient(simulator.clientSettings)
  const state = simulator.world.appconfig
  const { id: ApplicationId } = state.createApplication({ name: 'shop' })
  const { id: EnvironmentId } = state.createEnvironment('shop', { name: 'production' })
  const { id: ConfigurationProfileId } = state.createProfile('shop', {
    name: 'flags',
    type: 'AWS.Freeform',
  })
  place = { ApplicationId, EnvironmentId, ConfigurationProfileId }
})
afterEach(() => simulator.close())

async function publish(percentage: number): Promise<string> {
  const { VersionNumber } = await appconfig.send(
    new CreateHostedConfigurationVersionCommand({
      ...place,
      Content: Buffer.from(JSON.stringify({ percentage })),
      ContentType: 'application/json',
    }),
  )
  return String(VersionNumber)
}

async function deploy(
  ConfigurationVersion: string,
  DeploymentStrategyId: string,
  LatestDeploymentNumber?: number,
) {
  return appconfig.send(
    new StartDeploymentCommand({
      ...place,
      ConfigurationVersion,
      DeploymentStrategyId,
      LatestDeploymentNumber,
    }),
  )
}

async function deployed(DeploymentNumber: number) {
  const { State, PercentageComplete } = await appconfig.send(
    new GetDeploymentCommand({ ...place, DeploymentNumber }),
  )
  return { State, PercentageComplete }
}

/** A client that polls: gives the percentage it reads, or null when nothing has changed. */
async function openSession() {
  const { InitialConfigurationToken } = await data.send(
    new StartConfigurationSessionCommand({
      ApplicationIdentifier: 'shop',
      EnvironmentIdentifier: 'production',
      ConfigurationProfileIdentifier: 'flags',
    }),
  )
  let token = InitialConfigurationToken
  return async (): Promise<number | null> => {
    const answer = await data.send(new GetLatestConfigurationCommand({ ConfigurationToken: token }))
    token = answer.NextPollConfigurationToken
    const text = answer.Configuration?.transformToString() ?? ''
    return text === '' ? null : (JSON.parse(text) as { percentage: number }).percentage
  }
}

test('a linear deployment grows, bakes and completes', async () => {
  await deploy(await publish(10), 'AppConfig.Linear50PercentEvery30Seconds')
  expect(await deployed(1)).toEqual({ State: 'DEPLOYING', PercentageComplete: 50 })
  const environment = await appconfig.send(new GetEnvironmentCommand(place))
  expect(environment.State).toBe('DEPLOYING')
  simulator.clock.advance(30_000)
  expect(await deployed(1)).toEqual({ State: 'BAKING', PercentageComplete: 100 })
  simulator.clock.advance(60_000)
  expect(await deployed(1)).toEqual({ State: 'COMPLETE', PercentageComplete: 100 })
})

test('clients see the version when it is theirs to see, and nothing when nothing changed', async () => {
  const poll = await openSession()
  expect(await poll()).toBeNull()
  await deploy(await publish(10), 'AppConfig.AllAtOnce')
  expect(await poll()).toBe(10)
  expect(await poll()).toBeNull()
})

test('a deployment in progress reaches its share of the clients', async () => {
  await deploy(await publish(0), 'AppConfig.AllAtOnce')
  simulator.clock.advance(600_000)
  const polls = await Promise.all(Array.from({ length: 40 }, openSession))
  await deploy(await publish(50), 'AppConfig.Linear50PercentEvery30Seconds')
  const seen = await Promise.all(polls.map((poll) => poll()))
  const reached = seen.filter((percentage) => percentage === 50).length
  expect(reached).toBeGreaterThan(8)
  expect(reached).toBeLessThan(32)
})

test('stopping a deployment brings back what served before', async () => {
  await deploy(await publish(10), 'AppConfig.AllAtOnce')
  simulator.clock.advance(600_000)
  await deploy(await publish(50), 'AppConfig.Linear20PercentEvery6Minutes')
  await appconfig.send(new StopDeploymentCommand({ ...place, DeploymentNumber: 2 }))
  expect(await deployed(2)).toEqual({ State: 'ROLLED_BACK', PercentageComplete: 0 })
  simulator.clock.advance(3_600_000)
  expect((await deployed(2)).State).toBe('ROLLED_BACK')
  expect(await (await openSession())()).toBe(10)
})

test('a complete deployment is reverted only when that is allowed', async () => {
  await deploy(await publish(10), 'AppConfig.AllAtOnce')
  simulator.clock.advance(600_000)
  await deploy(await publish(50), 'AppConfig.AllAtOnce')
  simulator.clock.advance(600_000)
  const stop = (AllowRevert: boolean) =>
    appconfig.send(new StopDeploymentCommand({ ...place, DeploymentNumber: 2, AllowRevert }))
  await expect(stop(false)).rejects.toMatchObject({ name: 'BadRequestException' })
  await expect(stop(true)).resolves.toMatchObject({ State: 'REVERTED' })
  expect(await (await openSession())()).toBe(10)
})

test('one that bakes is stopped only when reverting is allowed, and a complete one for 72 hours', async () => {
  const stop = (DeploymentNumber: number, AllowRevert?: boolean) =>
    appconfig.send(new StopDeploymentCommand({ ...place, DeploymentNumber, AllowRevert }))
  await deploy(await publish(10), 'AppConfig.AllAtOnce')
  simulator.clock.advance(600_000)
  const version = await publish(50)
  await deploy(version, 'AppConfig.AllAtOnce')
  expect(await deployed(2)).toEqual({ State: 'BAKING', PercentageComplete: 100 })
  await expect(stop(2)).rejects.toMatchObject({ name: 'BadRequestException' })
  await expect(stop(2, true)).resolves.toMatchObject({ State: 'ROLLED_BACK' })
  await expect(stop(2, true)).rejects.toMatchObject({ name: 'BadRequestException' })
  expect(await (await openSession())()).toBe(10)
  await deploy(version, 'AppConfig.AllAtOnce')
  simulator.clock.advance(600_000 + 73 * 3_600_000)
  await expect(stop(3, true)).rejects.toMatchObject({ name: 'BadRequestException' })
})

test('only one deployment runs, and one that expected another number before it is refused', async () => {
  const version = await publish(10)
  await deploy(version, 'AppConfig.AllAtOnce', 0)
  await expect(deploy(version, 'AppConfig.AllAtOnce')).rejects.toMatchObject({ name: 'ConflictException' })
  simulator.clock.advance(600_000)
  await expect(deploy(version, 'AppConfig.AllAtOnce', 0)).rejects.toMatchObject({ name: 'ConflictException' })
  await deploy(version, 'AppConfig.AllAtOnce', 1)
  const { Items } = await appconfig.send(new ListDeploymentsCommand(place))
  const { ConfigurationProfileId } = place
  expect(Items).toMatchObject([
    { DeploymentNumber: 2, ConfigurationProfileId },
    { DeploymentNumber: 1, ConfigurationProfileId, State: 'COMPLETE' },
  ])
})

test('what is not there is named', async () => {
  const call = appconfig.send(new GetEnvironmentCommand({ ...place, EnvironmentId: 'nope' }))
  await expect(call).rejects.toMatchObject({ name: 'ResourceNotFoundException', ResourceName: 'Environment' })
})
