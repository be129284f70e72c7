import {
  type ServiceDeployment,
  StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openNativeStage, type NativeTestStage, productionPercent } from './ecs/native-stage.ts'

let stage: NativeTestStage
beforeEach(async () => {
  stage = await openNativeStage({
    more: [{ name: 'unhealthy', ageHours: 1, health: 'fail' }],
  })
})
afterEach(() => stage.close())

const canary = {
  strategy: 'CANARY' as const,
  canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 2 },
  bakeTimeInMinutes: 2,
}
const stop = async (stopType: 'ROLLBACK' | 'ABORT', back = 0) => {
  const { serviceDeploymentArn } = await stage.deployment(back)
  return stage.ecs.send(new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType }))
}
const isAt =
  (lifecycleStage: string, percent: number) =>
  (one: ServiceDeployment): boolean =>
    one.lifecycleStage === lifecycleStage && productionPercent(one) === percent

test.each([
  ['before it began', ({ status }: ServiceDeployment) => status === 'PENDING'],
  ['while green starts', isAt('SCALE_UP', 0)],
  ['while the canary bakes', isAt('PRODUCTION_TRAFFIC_SHIFT', 10)],
  ['while everything is on green', isAt('BAKE_TIME', 100)],
  ['while blue is removed', isAt('CLEAN_UP', 100)],
])('a stop with rollback %s leaves everything as it was', async (_, is) => {
  await stage.deploy('next', canary)
  await stage.until(is)
  await stop('ROLLBACK')
  expect((await stage.deployment()).status).toBe('ROLLBACK_REQUESTED')
  let failed = 0
  await stage.until(({ status = '' }) => status.startsWith('ROLLBACK_') && status !== 'ROLLBACK_REQUESTED')
  for (let second = 0; second < 30; second += 1) {
    failed += (await stage.answers('current', 2)).failed
    stage.simulator.clock.advance(1000)
  }
  expect(failed).toBe(0)
  const done = await stage.untilStatus('ROLLBACK_SUCCESSFUL')
  expect(productionPercent(done)).toBe(0)
  expect(done.sourceServiceRevisions?.[0]?.requestedProductionTrafficWeight).toBe(100)
  expect(await stage.weights()).toEqual([100, 0])
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })
  expect(await stage.service()).toMatchObject({
    runningCount: 2,
    deployments: [{ rolloutState: 'COMPLETED' }],
  })
  await expect(stop('ROLLBACK')).rejects.toMatchObject({ name: 'ConflictException' })

  await stage.deploy('next', canary)
  stage.advanceMinutes(6)
  expect((await stage.deployment()).status).toBe('SUCCESSFUL')
  expect(await stage.answers('next', 20)).toEqual({ own: 20, failed: 0 })
})

test('traffic is off green as soon as the rollback begins, long before the deployment ends', async () => {
  await stage.deploy('next', canary)
  await stage.until(isAt('BAKE_TIME', 100))
  await stop('ROLLBACK')
  stage.simulator.clock.advance(1000)
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })
  expect((await stage.deployment()).status).toBe('ROLLBACK_IN_PROGRESS')
  // Asked once more, it goes on.
  await stop('ROLLBACK')
  await stage.untilStatus('ROLLBACK_SUCCESSFUL')
})

test('a stop by ABORT leaves both revisions and the weights where they are', async () => {
  await stage.deploy('next', canary)
  await stage.until(isAt('PRODUCTION_TRAFFIC_SHIFT', 10))
  await stop('ABORT')
  expect((await stage.deployment()).status).toBe('STOP_REQUESTED')
  await stage.untilStatus('STOPPED')
  stage.advanceMinutes(60)
  expect(await stage.weights()).toEqual([90, 10])
  expect(await stage.service()).toMatchObject({ runningCount: 4 })
  expect(await stage.deployment()).toMatchObject({ status: 'STOPPED', stoppedAt: expect.any(Date) })

  await stage.deploy('next', { ...canary, bakeTimeInMinutes: 0 })
  await stage.ecs.send(new UpdateServiceCommand({ ...stage.at, forceNewDeployment: true }))
  stage.advanceMinutes(15)
  expect((await stage.deployment()).status).toBe('SUCCESSFUL')
  expect(await stage.answers('next', 20)).toEqual({ own: 20, failed: 0 })
})

test('green that never becomes healthy gets no traffic, and the circuit breaker rolls it back', async () => {
  await stage.deploy('unhealthy', canary)
  let most = 0
  const done = await stage.until((one) => {
    most = Math.max(most, productionPercent(one) ?? 0)
    return one.status === 'ROLLBACK_SUCCESSFUL'
  })
  expect(most).toBe(0)
  expect(done.deploymentCircuitBreaker?.status).toBe('TRIGGERED')
  expect(done.statusReason).toContain('circuit breaker')
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })
  expect(await stage.service()).toMatchObject({ runningCount: 2 })
})

test('a second update ends the first, gives traffic back, and starts over', async () => {
  await stage.deploy('unhealthy', canary)
  await stage.until(({ targetServiceRevision }) => targetServiceRevision?.runningTaskCount === 2)
  await stage.deploy('next', canary)
  expect(await stage.deployment(1)).toMatchObject({ status: 'STOPPED' })
  const first = await stage.until(({ lifecycleStage }) => lifecycleStage === 'RECONCILE_SERVICE')
  expect(first.sourceServiceRevisions).toHaveLength(2)
  await stage.until(isAt('PRODUCTION_TRAFFIC_SHIFT', 10))
  expect(await stage.weights()).toEqual([90, 10])

  // And once more in the middle of a canary: its share is gone at once, its tasks before the new ones start.
  await stage.deploy('previous', { ...canary, bakeTimeInMinutes: 0 })
  await stage.until(({ lifecycleStage }) => lifecycleStage === 'RECONCILE_SERVICE')
  expect(await stage.weights()).toEqual([100, 0])
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })
  await stage.until(isAt('PRODUCTION_TRAFFIC_SHIFT', 10))
  expect((await stage.service())?.runningCount).toBe(4)
  expect((await stage.answers('next', 200)).own).toBe(0)
  stage.advanceMinutes(15)
  expect(await stage.answers('previous', 20)).toEqual({ own: 20, failed: 0 })
  expect((await stage.service())?.runningCount).toBe(2)
})

test('the same update again, while it runs, starts nothing', async () => {
  const taskDefinition = await stage.define('next')
  const update = { ...stage.at, taskDefinition, deploymentConfiguration: canary }
  await stage.ecs.send(new UpdateServiceCommand(update))
  const { serviceDeploymentArn } = await stage.deployment()
  await stage.until(isAt('PRODUCTION_TRAFFIC_SHIFT', 10))
  await stage.ecs.send(new UpdateServiceCommand(update))
  expect(await stage.deployment()).toMatchObject({ serviceDeploymentArn, status: 'IN_PROGRESS' })
})

test('a service that shifts may roll again, in the target group that has the traffic', async () => {
  await stage.deploy('next', { strategy: 'BLUE_GREEN' })
  await stage.untilStatus('SUCCESSFUL')
  await stage.deploy('current', { strategy: 'ROLLING' })
  await stage.untilStatus('SUCCESSFUL')
  expect(await stage.weights()).toEqual([0, 100])
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })
  expect((await stage.deployment()).targetServiceRevision?.requestedProductionTrafficWeight).toBeUndefined()
})

test('a rule that is gone stops the shift, and nobody loses the old version by it', async () => {
  const { rules } = stage.simulator.world.elb.state
  const { productionRuleArn } = stage.app
  const rule = rules.get(productionRuleArn)
  await stage.deploy('next', canary)
  await stage.until(isAt('PRODUCTION_TRAFFIC_SHIFT', 10))
  rules.delete(productionRuleArn)
  stage.advanceMinutes(30)
  const stuck = await stage.deployment()
  expect(stuck).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT' })
  expect((await stage.service())?.events?.[0]?.message).toContain(
    'unable to update the production listener rule',
  )
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })
  if (rule !== undefined) rules.set(productionRuleArn, rule)
  await stage.untilStatus('SUCCESSFUL')
})
