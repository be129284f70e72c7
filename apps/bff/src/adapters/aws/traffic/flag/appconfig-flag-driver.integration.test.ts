import { startSimulator } from '@lockstep/aws-sim'
import { buildFlaggedApp } from '@lockstep/aws-sim/scenarios/build-flagged-app'
import { describe, expect, it } from 'vitest'
import { configuredFrom, useSimulator } from '../../testing/paired-environment.ts'
import {
  createDrivers,
  manyPercentages,
  measureShare,
  releaseId,
  withRollout,
  type TrafficRig,
} from '../testing/traffic-rig.ts'
import { trafficDriverContract } from '../traffic-driver.contract.ts'

const minute = 60_000

async function start(strategy?: { readonly durationMinutes: number; readonly bakeMinutes: number }) {
  const simulator = await startSimulator({
    seed: 11,
    clock: { manual: true },
    scenario: (world) => buildFlaggedApp(world, { requestsPerSecond: 0 }),
  })
  useSimulator(simulator)
  const built = simulator.scenario
  if (built === undefined) throw new Error('the simulator has no scenario')
  const { appconfig } = simulator.world
  const { application, environment: appConfigEnvironment, profile, key, strategy: atOnce } = built.flag
  const slow =
    strategy &&
    appconfig.createStrategy({ name: 'slow', growthType: 'LINEAR', growthFactor: 50, ...strategy })
  const environment = withRollout(configuredFrom(built), {
    type: 'appconfig-flag',
    application,
    environment: appConfigEnvironment,
    profile,
    flag: key,
    splitBy: 'userId',
    strategy: slow?.name ?? atOnce,
  })
  const drivers = createDrivers(environment)
  const served = (): unknown => {
    const { stable } = appconfig.deployed(application, appConfigEnvironment, profile)
    return JSON.parse(Buffer.from(stable?.content ?? []).toString('utf8'))
  }
  /** Deploys content as somebody would in the console. */
  const deploy = (document: unknown, by = atOnce) => {
    const content = Buffer.from(JSON.stringify(document))
    const version = appconfig.createVersion(application, profile, {
      content,
      contentType: 'application/json',
    })
    return appconfig.startDeployment({
      application,
      environment: appConfigEnvironment,
      profile,
      strategy: by,
      version: String(version.number),
    })
  }
  const split = (rule: string) => ({
    version: '1',
    flags: { [key]: { name: 'New data path' } },
    values: {
      [key]: {
        _variants: [
          { name: 'candidate', enabled: true, rule },
          { name: 'baseline', enabled: false },
        ],
      },
    },
  })
  const isOnFor = async (user: string): Promise<boolean> => {
    const response = await fetch(`${built.apiUrl}/api/flags`, {
      headers: { authorization: `Bearer ${user}` },
    })
    const flags = (await response.json()) as Record<string, boolean>
    return flags[key] === true
  }
  const rig: TrafficRig = {
    ...drivers,
    requests: simulator.requests,
    faults: simulator.faults,
    target: { environment, releaseId, startedAt: simulator.clock.date().toISOString() },
    percentages: [10, 50, 12.34, 100, 33.33],
    more: manyPercentages,
    writes: ['CreateHostedConfigurationVersion', 'StartDeployment'],
    tolerance: 8,
    settle: async () => undefined,
    measure: () => measureShare((index) => isOnFor(`user-${index}`)),
    async changeByHand() {
      deploy(split('(split by::$userId pct::73)'))
      return 73
    },
    remove() {
      const { profiles } = appconfig.application(application)
      for (const { id, name } of profiles.values()) if (name === profile) profiles.delete(id)
      return profile
    },
    leftovers: async () => ((await measureShare((index) => isOnFor(`user-${index}`))) > 0 ? [key] : []),
    close() {
      drivers.close()
      void simulator.close()
    },
  }
  return { rig, simulator, served, deploy, split, key, isOnFor }
}

describe('the flag', () => {
  trafficDriverContract(async () => (await start()).rig)
})

it('keeps the same users in while the share grows, and changes no other flag', async () => {
  const { rig, served, isOnFor } = await start()
  const driver = rig.createDriver()
  const users = Array.from({ length: 300 }, (_, index) => `user-${index}`)
  const inside = async () => {
    const on = await Promise.all(users.map(isOnFor))
    return users.filter((_, index) => on[index])
  }
  const before = served()
  await driver.write(rig.target, 10, { urgent: false })
  const tenth = await inside()
  await driver.write(rig.target, 50, { urgent: false })
  expect(await inside()).toEqual(expect.arrayContaining(tenth))
  await driver.write(rig.target, 0, { urgent: false })
  expect(served()).toEqual(before)
  rig.close()
})

it('waits for its own deployment that bakes, and says so', async () => {
  const { rig, simulator } = await start({ durationMinutes: 0, bakeMinutes: 10 })
  const driver = rig.createDriver()
  expect(await driver.write(rig.target, 10, { urgent: false })).toMatchObject({
    ok: true,
    value: { percent: 10, settled: true },
  })
  expect(await driver.write(rig.target, 10, { urgent: false })).toMatchObject({ ok: true })
  const refused = await driver.write(rig.target, 50, { urgent: false })
  expect(refused).toMatchObject({ ok: false, problem: { code: 'driver-busy' } })
  expect(refused).toHaveProperty('problem.remedy', expect.stringContaining('goes on by itself'))
  simulator.clock.advance(10 * minute)
  expect(await driver.write(rig.target, 50, { urgent: false })).toMatchObject({
    ok: true,
    value: { percent: 50 },
  })
  rig.close()
})

it('goes down while its own deployment bakes, and at once', async () => {
  const { rig, simulator } = await start({ durationMinutes: 0, bakeMinutes: 10 })
  const driver = rig.createDriver()
  await driver.write(rig.target, 10, { urgent: false })
  simulator.clock.advance(10 * minute)
  await driver.write(rig.target, 50, { urgent: false })
  expect(await driver.write(rig.target, 10, { urgent: false })).toMatchObject({ value: { percent: 10 } })
  expect(await driver.write(rig.target, 50, { urgent: false })).toMatchObject({ value: { percent: 50 } })
  expect(await driver.write(rig.target, 0, { urgent: false })).toMatchObject({
    ok: true,
    value: { percent: 0, settled: true },
  })
  expect(await rig.measure()).toBe(0)
  rig.close()
})

it('takes everybody off at once, though its strategy is slow', async () => {
  const { rig, simulator } = await start({ durationMinutes: 10, bakeMinutes: 10 })
  const driver = rig.createDriver()
  await driver.write(rig.target, 10, { urgent: false })
  expect(await driver.write(rig.target, 0, { urgent: false })).toMatchObject({
    value: { percent: 0, settled: true },
  })
  await driver.write(rig.target, 10, { urgent: false })
  simulator.clock.advance(25 * minute)
  expect(await driver.read(rig.target)).toMatchObject({ value: { percent: 10, settled: true } })
  for (const urgent of [false, true]) {
    expect(await driver.write(rig.target, 0, { urgent })).toMatchObject({
      value: { percent: 0, settled: true },
    })
    expect(await rig.measure()).toBe(0)
  }
  rig.close()
})

it('says that AWS is on the way while a deployment grows', async () => {
  const { rig, simulator } = await start({ durationMinutes: 10, bakeMinutes: 0 })
  const driver = rig.createDriver()
  const written = await driver.write(rig.target, 10, { urgent: false })
  expect(written).toMatchObject({ ok: true, value: { percent: 10, settled: false, gone: 'no' } })
  expect(await driver.check(rig.target.environment)).toMatchObject({
    value: expect.arrayContaining([
      { ok: false, sentence: expect.stringContaining('takes 10 minutes') },
      { ok: false, sentence: expect.stringContaining('is at work on deployment 2') },
      { ok: false, sentence: expect.stringContaining('is on for 10 %') },
    ]),
  })
  simulator.clock.advance(10 * minute)
  expect(await driver.read(rig.target)).toMatchObject({ value: { percent: 10, settled: true } })
  rig.close()
})

it("does not touch somebody else's deployment that is under way, save when it is urgent", async () => {
  const { rig, simulator, deploy, split } = await start()
  const driver = rig.createDriver()
  await driver.write(rig.target, 10, { urgent: false })
  const foreign = deploy(split('(split by::$userId pct::80)'), 'AppConfig.AllAtOnce')
  const refused = await driver.write(rig.target, 0, { urgent: false })
  expect(refused).toMatchObject({ ok: false, problem: { code: 'driver-busy' } })
  expect(refused).toHaveProperty('problem.remedy', expect.stringContaining("not Lockstep's"))
  expect(foreign.state).toBe('BAKING')
  expect(await driver.write(rig.target, 0, { urgent: true })).toMatchObject({
    ok: true,
    value: { percent: 0 },
  })
  expect(foreign.state).toBe('ROLLED_BACK')
  expect(await rig.measure()).toBe(0)
  simulator.clock.advance(20 * minute)
  expect(await rig.measure()).toBe(0)
  rig.close()
})

it("overwrites no rules of somebody else's, save in an emergency", async () => {
  const { rig, served, deploy, split } = await start()
  deploy(split('(eq $country "FR")'))
  const before = served()
  const driver = rig.createDriver()
  expect(await driver.write(rig.target, 0, { urgent: false })).toMatchObject({
    ok: false,
    problem: { code: 'rollout-foreign' },
  })
  expect(served()).toEqual(before)
  expect(await driver.write(rig.target, 0, { urgent: true })).toMatchObject({
    ok: true,
    value: { percent: 0 },
  })
  expect(served()).not.toEqual(before)
  expect(await driver.read(rig.target)).toMatchObject({ ok: true, value: { percent: 0, settled: true } })
  rig.close()
})

it('uses the version again that a crash left between making and deploying it', async () => {
  const { rig, simulator } = await start()
  simulator.faults.add({ service: 'appconfig', operation: 'StartDeployment', kind: 'serverError', times: 1 })
  const crashed = await rig.createDriver({ maxAttempts: 1 }).write(rig.target, 10, { urgent: false })
  expect(crashed).toMatchObject({ ok: false, problem: { code: 'aws-unavailable' } })
  await rig.createDriver().write(rig.target, 10, { urgent: false })
  expect(rig.requests.count({ operation: 'CreateHostedConfigurationVersion' })).toBe(1)
  rig.close()
})

it('reads again when somebody else was quicker with a version', async () => {
  const { rig, simulator, deploy, split, key } = await start()
  simulator.faults.add({
    service: 'appconfig',
    operation: 'CreateHostedConfigurationVersion',
    kind: 'hold',
    times: 1,
  })
  const held = simulator.requests.next({ operation: 'CreateHostedConfigurationVersion' })
  const writing = rig.createDriver().write(rig.target, 10, { urgent: false })
  await held
  const theirs = split('(split by::$userId pct::5)')
  deploy({ ...theirs, flags: { ...theirs.flags, extra: { name: 'Extra' } } })
  simulator.faults.clear()
  expect(await writing).toMatchObject({ ok: true, value: { percent: 10 } })
  const version = simulator.world.appconfig.deployed('lessons', 'production', 'features').stable
  const content = Buffer.from(version?.content ?? []).toString('utf8')
  expect(content).toContain('"extra"')
  expect(content).toContain(`pct::10`)
  expect(content).toContain(key)
  rig.close()
})

it('names a flag that the deployed document does not hold', async () => {
  const { rig, deploy } = await start()
  deploy({ version: '1', flags: {}, values: {} })
  const read = await rig.createDriver().read(rig.target)
  expect(read).toMatchObject({ ok: false, problem: { code: 'aws-not-found' } })
  expect(read).toHaveProperty('problem.title', 'The flag new-data-path is not there.')
  rig.close()
})
