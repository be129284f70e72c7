import { afterEach, expect, test } from 'vitest'
import type { RolloutDriverConfig } from '../../../../domain/rollout/rollout-config.ts'
import { startRolloutWorld } from '../testing/rollout-world.ts'
import { createDrivers, releaseId, withRollout } from '../testing/traffic-rig.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

async function start(rollout: 'alb-weights' | 'paired') {
  const world = await startRolloutWorld({ rollout, idle: false })
  const { simulator, built, loadBalancer, candidate, cohort, rule: found } = world
  if (candidate === null || found === undefined) throw new Error('no rollout can run here')
  const { service, targetGroups } = candidate
  const rule = { loadBalancer, port: 80, priority: found.priority }
  const shared = { rule, candidate: { service, targetGroups } }
  const config: RolloutDriverConfig =
    cohort === null
      ? { type: 'alb-weights', ...shared }
      : {
          type: 'paired',
          ...shared,
          cohort: { keyValueStore: cohort.keyValueStore, candidatePrefix: cohort.candidatePrefix },
        }
  const drivers = createDrivers(withRollout(world.environment, config))
  closing.push(drivers.close, () => simulator.close())
  const scale = (name: string, count: number): void => {
    const one = simulator.world.ecs.service(built.cluster, name)
    if (one === null) throw new Error(`no service ${name}`)
    one.desiredCount = count
    simulator.world.ecs.updateService(built.cluster, name, one.deployments[0]?.revision.definition.arn ?? '')
    simulator.clock.advance(600_000)
  }
  const target = {
    environment: withRollout(world.environment, config),
    releaseId,
    startedAt: new Date().toISOString(),
  }
  return { driver: drivers.createDriver(), target, scale, built, service, world }
}

const refused = { ok: false, problem: { code: 'no-healthy-target' } }

test.each(['alb-weights', 'paired'] as const)(
  '%s: a main half without a healthy target gets no more, by a write or at the end, until it has one',
  async (rollout) => {
    const { driver, target, scale, built, world } = await start(rollout)
    await driver.write(target, 50, { urgent: false })
    await world.settle()
    expect(await driver.read(target)).toMatchObject({
      value: { percent: 50, healthy: { main: true, candidate: true } },
    })
    scale(built.service, 0)
    expect(await driver.read(target)).toMatchObject({
      value: { percent: 50, healthy: { main: false, candidate: true } },
    })
    expect(await driver.write(target, 10, { urgent: false })).toMatchObject(refused)
    expect(await driver.write(target, 0, { urgent: true })).toMatchObject(refused)
    expect(await driver.finish(target)).toMatchObject(refused)
    expect(await driver.write(target, 100, { urgent: false })).toMatchObject({ ok: true })
    scale(built.service, 2)
    expect(await driver.write(target, 0, { urgent: true })).toMatchObject({ ok: true, value: { percent: 0 } })
  },
)

test('health that cannot be read keeps nobody on a bad version', async () => {
  const { driver, target, scale, built, world } = await start('alb-weights')
  await driver.write(target, 50, { urgent: false })
  scale(built.service, 0)
  world.simulator.faults.add({
    service: 'elbv2',
    operation: 'DescribeTargetHealth',
    kind: 'accessDenied',
  })
  expect(await driver.read(target)).toMatchObject({ value: { healthy: { main: null, candidate: null } } })
  expect(await driver.write(target, 0, { urgent: true })).toMatchObject({ value: { percent: 0 } })
})
