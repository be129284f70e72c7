import {
  ContinueServiceDeploymentCommand,
  type DeploymentConfiguration,
  DescribeServiceDeploymentsCommand,
  ListServiceDeploymentsCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { startSimulator } from '@lockstep/aws-sim'
import { buildNativeApp } from '@lockstep/aws-sim/scenarios/build-native-app'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../../domain/clock.ts'
import type { EcsNativeConfig } from '../../../../domain/rollout/rollout-config.ts'
import { createAwsClientFactory } from '../../clients.ts'
import { createEcsDeployer } from '../../ecs-deployer.ts'
import { createEcsTaskDefinitions } from '../../ecs-task-definitions.ts'
import { configuredFrom, useSimulator } from '../../testing/paired-environment.ts'
import {
  createDrivers,
  measureShare,
  releaseId,
  withRollout,
  type TrafficRig,
} from '../testing/traffic-rig.ts'
import { trafficDriverContract } from '../traffic-driver.contract.ts'

const strategies = {
  CANARY: { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 0 } },
  LINEAR: { strategy: 'LINEAR', linearConfiguration: { stepPercent: 20, stepBakeTimeInMinutes: 0 } },
  BLUE_GREEN: { strategy: 'BLUE_GREEN' },
} as const satisfies Record<EcsNativeConfig['strategy'], DeploymentConfiguration>
const percentages = { CANARY: [20, 100], LINEAR: [20, 40, 60, 80, 100], BLUE_GREEN: [100] }

async function start({
  idle,
  strategy,
  isStored = false,
}: {
  readonly idle: boolean
  readonly strategy: EcsNativeConfig['strategy']
  /** The release is stored with its task definition. */
  readonly isStored?: boolean
}) {
  const simulator = await startSimulator({
    seed: 11,
    clock: { manual: true },
    scenario: (world) => buildNativeApp(world),
  })
  useSimulator(simulator)
  const { scenario: built, world, clock } = simulator
  if (built === undefined) throw new Error('the simulator has no scenario')
  const environment = withRollout(configuredFrom(built), {
    type: 'ecs-native',
    strategy,
    stepPercent: 20,
    pauseTimeoutSeconds: 86_400,
  })
  const aws = createAwsClientFactory()
  const { ecs } = aws.for(environment)
  const { cluster, service } = built
  const record = world.ecs.service(cluster, service)
  const next = built.version('next')
  const pass = async (): Promise<void> => {
    for (let second = 0; second < 90; second += 1) clock.advance(1000)
  }
  const deployment = async () => {
    const { serviceDeployments } = await ecs.send(new ListServiceDeploymentsCommand({ cluster, service }))
    const arn = serviceDeployments?.[0]?.serviceDeploymentArn ?? ''
    const described = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [arn] }))
    const [found] = described.serviceDeployments ?? []
    if (found === undefined) throw new Error('there is no service deployment')
    return found
  }
  /** Gives the task definition that the deployment is of. */
  const begin = async ({ image } = next): Promise<string> => {
    const definition = record?.deployments[0]?.revision.definition
    if (definition === undefined) throw new Error('there is no task definition')
    const containerDefinitions = definition.containers.map((one) => ({ ...one, image }))
    const { arn } = world.ecs.registerTaskDefinition({ family: 'next', containerDefinitions })
    const lifecycleHooks = [
      {
        targetType: 'PAUSE' as const,
        lifecycleStages: ['PRE_PRODUCTION_TRAFFIC_SHIFT' as const, 'POST_PRODUCTION_TRAFFIC_SHIFT' as const],
        timeoutConfiguration: { timeoutInMinutes: 1440, action: 'ROLLBACK' as const },
      },
    ]
    const deploymentConfiguration = { ...strategies[strategy], lifecycleHooks }
    await ecs.send(
      new UpdateServiceCommand({ cluster, service, taskDefinition: arn, deploymentConfiguration }),
    )
    return arn
  }
  let own: string | null = null
  if (!idle) {
    own = await begin()
    await pass()
  }
  const isNext = async (): Promise<boolean> => {
    const response = await fetch(`${built.apiUrl}/version`)
    const { version } = (await response.json()) as { version: string }
    return version === next.version
  }
  const drivers = createDrivers(environment, () => Promise.resolve(isStored ? own : null))
  const rig: TrafficRig = {
    ...drivers,
    requests: simulator.requests,
    faults: simulator.faults,
    target: { environment, releaseId, startedAt: clock.date().toISOString() },
    percentages: percentages[strategy],
    more: [],
    writes: ['ContinueServiceDeployment'],
    tolerance: 12,
    settle: pass,
    measure: () => measureShare(isNext),
    async changeByHand() {
      const { serviceDeploymentArn, lifecycleHookDetails = [] } = await deployment()
      for (const { hookId, status } of lifecycleHookDetails)
        if (status === 'AWAITING_ACTION')
          await ecs.send(
            new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action: 'CONTINUE' }),
          )
      await pass()
      return percentages[strategy][1] ?? 100
    },
    remove() {
      world.ecs.clusters.get(cluster)?.services.delete(service)
      return service
    },
    async leftovers() {
      const { status, targetServiceRevision } = await deployment()
      const weight = targetServiceRevision?.requestedProductionTrafficWeight ?? 0
      const isLeft = strategy === 'BLUE_GREEN' ? status !== 'SUCCESSFUL' : weight > 0
      return isLeft ? [`${status} at ${weight} %`] : []
    },
    close() {
      drivers.close()
      aws.close()
      void simulator.close()
    },
  }
  return { rig, simulator, deployment, pass, begin }
}

describe('a canary of ECS', () => {
  trafficDriverContract(async ({ idle }) => (await start({ idle, strategy: 'CANARY' })).rig)
})

describe('a linear deployment of ECS', () => {
  trafficDriverContract(async ({ idle }) => (await start({ idle, strategy: 'LINEAR' })).rig)
})

it('moves everything at once with blue/green, and lets ECS clean up at the end', async () => {
  const { rig, deployment, pass } = await start({ idle: false, strategy: 'BLUE_GREEN' })
  const driver = rig.createDriver()
  expect(await driver.read(rig.target)).toMatchObject({ value: { percent: 0, settled: true } })
  await driver.write(rig.target, 100, { urgent: false })
  await pass()
  expect(await driver.read(rig.target)).toMatchObject({ value: { percent: 100, settled: true, gone: 'no' } })
  expect(await rig.measure()).toBe(100)
  expect(await driver.finish(rig.target)).toMatchObject({ ok: true })
  await pass()
  expect(await deployment()).toMatchObject({ status: 'SUCCESSFUL' })
  expect(await driver.read(rig.target)).toMatchObject({ value: { percent: 100, gone: 'finished' } })
  const written = await driver.write(rig.target, 0, { urgent: true })
  expect(written).toMatchObject({ ok: false, problem: { code: 'percent-not-allowed' } })
  rig.close()
})

it('says that a step is on its way until ECS waits again', async () => {
  const { rig, pass } = await start({ idle: false, strategy: 'LINEAR' })
  const driver = rig.createDriver()
  const written = await driver.write(rig.target, 20, { urgent: false })
  expect(written).toMatchObject({ ok: true, value: { percent: 20, settled: false } })
  await pass()
  expect(await driver.read(rig.target)).toMatchObject({ value: { percent: 20, settled: true } })
  rig.close()
})

it('passes the steps in between when it is asked to go further at once', async () => {
  const { rig, simulator, pass } = await start({ idle: false, strategy: 'LINEAR' })
  // ECS needs its time for each step, which goes on while the driver waits.
  const time = setInterval(() => simulator.clock.advance(1000), 10)
  const written = await rig.createDriver().write(rig.target, 60, { urgent: false })
  clearInterval(time)
  expect(written).toMatchObject({ ok: true, value: { percent: 60, settled: false } })
  expect(rig.requests.count({ operation: 'ContinueServiceDeployment' })).toBe(3)
  await pass()
  expect(await rig.createDriver().read(rig.target)).toMatchObject({ value: { percent: 60, settled: true } })
  rig.close()
})

it('waits for ECS to have started the new tasks, and says so', async () => {
  const { rig, begin, pass } = await start({ idle: true, strategy: 'CANARY' })
  const driver = rig.createDriver()
  await begin()
  const early = await driver.write(rig.target, 20, { urgent: false })
  expect(early).toMatchObject({ ok: false, problem: { code: 'driver-busy' } })
  await pass()
  expect(await driver.write(rig.target, 20, { urgent: false })).toMatchObject({ ok: true })
  rig.close()
})

it('goes down to zero only, by letting ECS roll back, and names what became of it', async () => {
  const { rig, pass } = await start({ idle: false, strategy: 'LINEAR' })
  const driver = rig.createDriver()
  for (const percent of [20, 40]) {
    await driver.write(rig.target, percent, { urgent: false })
    await pass()
  }
  const down = await driver.write(rig.target, 20, { urgent: false })
  expect(down).toMatchObject({ ok: false, problem: { code: 'percent-not-allowed' } })
  await driver.write(rig.target, 0, { urgent: false })
  await pass()
  expect(await driver.read(rig.target)).toMatchObject({ value: { percent: 0, gone: 'rolled-back' } })
  expect(await rig.measure()).toBe(0)
  rig.close()
})

it('reads a rollback that ECS began by itself when nobody continued in time', async () => {
  const { rig, simulator, pass } = await start({ idle: false, strategy: 'CANARY' })
  const driver = rig.createDriver()
  await driver.write(rig.target, 20, { urgent: false })
  await pass()
  simulator.clock.advance(1441 * 60_000)
  await pass()
  const read = await driver.read(rig.target)
  expect(read).toMatchObject({ ok: true, value: { percent: 0, gone: 'rolled-back' } })
  expect(read).toHaveProperty('value.sentence', expect.stringContaining('timed out'))
  rig.close()
})

it('takes no deployment of an earlier release for its own', async () => {
  const { rig, simulator } = await start({ idle: false, strategy: 'CANARY' })
  simulator.clock.advance(3_600_000)
  const later = { ...rig.target, releaseId: 'later', startedAt: simulator.clock.date().toISOString() }
  const driver = rig.createDriver()
  expect(await driver.read(later)).toMatchObject({ value: { percent: 0, gone: 'no' } })
  await driver.write(later, 0, { urgent: true })
  expect(rig.requests.count({ operation: 'StopServiceDeployment' })).toBe(0)
  rig.close()
})

it('leaves a deployment alone that somebody else began in the middle of its own', async () => {
  const { rig, begin, pass, simulator } = await start({ idle: false, strategy: 'CANARY', isStored: true })
  const driver = rig.createDriver()
  await driver.write(rig.target, 20, { urgent: false })
  await pass()
  expect(await driver.read(rig.target)).toMatchObject({ value: { percent: 20, settled: true, gone: 'no' } })
  await begin(simulator.scenario?.version('previous'))
  await pass()
  expect(await driver.read(rig.target)).toMatchObject({ value: { gone: 'rolled-back' } })
  await driver.write(rig.target, 0, { urgent: true })
  await driver.finish(rig.target)
  expect(rig.requests.count({ operation: 'StopServiceDeployment' })).toBe(0)
  expect(rig.requests.count({ operation: 'ContinueServiceDeployment' })).toBe(1)
  rig.close()
})

it('knows its own deployment by its task definition, with a clock that is minutes ahead', async () => {
  const { rig } = await start({ idle: false, strategy: 'CANARY', isStored: true })
  const startedAt = new Date(Date.parse(rig.target.startedAt) + 180_000).toISOString()
  const read = await rig.createDriver().read({ ...rig.target, releaseId: 'ahead', startedAt })
  expect(read).toHaveProperty('value.sentence', 'ECS sends 0 % to the new tasks and waits.')
  rig.close()
})

it('is begun by the update of a release in stages, and not held up by one all at once', async () => {
  const { rig, simulator, deployment, pass } = await start({ idle: true, strategy: 'CANARY' })
  const { environment } = rig.target
  const { scenario: built, world } = simulator
  const record = world.ecs.service(environment.backend.cluster, environment.backend.service)
  const definition = record?.deployments[0]?.revision.definition
  if (built === undefined || definition === undefined) throw new Error('there is no task definition')
  const define = (version: string): string => {
    const { image } = built.version(version)
    const containerDefinitions = definition.containers.map((one) => ({ ...one, image }))
    return world.ecs.registerTaskDefinition({ family: version, containerDefinitions }).arn
  }
  const aws = createAwsClientFactory()
  const deployer = createEcsDeployer(aws, createEcsTaskDefinitions(aws), systemClock)
  const begun = await deployer.update(environment, define('next'), { staged: true })
  expect(begun).toMatchObject({ ok: true })
  await pass()
  const driver = rig.createDriver()
  for (const percent of [20, 100]) {
    await driver.write(rig.target, percent, { urgent: false })
    await pass()
    expect(await driver.read(rig.target)).toMatchObject({ value: { percent, settled: true, gone: 'no' } })
  }
  await driver.finish(rig.target)
  await pass()
  expect(await deployment()).toMatchObject({ status: 'SUCCESSFUL' })
  await deployer.update(environment, define('previous'))
  await pass()
  await pass()
  expect(await deployment()).toMatchObject({ status: 'SUCCESSFUL' })
  aws.close()
  rig.close()
})
