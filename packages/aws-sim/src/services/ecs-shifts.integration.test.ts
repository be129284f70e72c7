import { DescribeServiceRevisionsCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openNativeStage, type NativeTestStage, productionPercent } from './ecs/native-stage.ts'

let stage: NativeTestStage
beforeEach(async () => {
  stage = await openNativeStage()
})
afterEach(() => stage.close())

test('a canary takes its share for its bake time, then everything, then replaces the old tasks', async () => {
  const { app } = stage
  await stage.deploy('next', {
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 30 },
    bakeTimeInMinutes: 5,
  })
  expect(await stage.deployment()).toMatchObject({ status: 'PENDING' })
  const starting = await stage.until(({ lifecycleStage }) => lifecycleStage === 'SCALE_UP')
  expect(starting).toMatchObject({
    status: 'IN_PROGRESS',
    targetServiceRevision: { requestedTaskCount: 2, requestedProductionTrafficWeight: 0 },
    sourceServiceRevisions: [
      { requestedTaskCount: 2, runningTaskCount: 2, requestedProductionTrafficWeight: 100 },
    ],
  })
  expect(await stage.weights()).toEqual([100, 0])

  const canary = await stage.until((one) => productionPercent(one) === 10)
  expect(canary.lifecycleStage).toBe('PRODUCTION_TRAFFIC_SHIFT')
  expect(canary.sourceServiceRevisions?.[0]).toMatchObject({
    requestedProductionTrafficWeight: 90,
    runningTaskCount: 2,
  })
  expect(await stage.weights()).toEqual([90, 10])
  const shared = await stage.answers('next', 400)
  expect(shared.failed).toBe(0)
  expect(shared.own).toBeGreaterThan(20)
  expect(shared.own).toBeLessThan(65)

  stage.advanceMinutes(29)
  expect(productionPercent(await stage.deployment())).toBe(10)
  stage.advanceMinutes(1)
  const baking = await stage.deployment()
  expect(baking).toMatchObject({ lifecycleStage: 'BAKE_TIME', status: 'IN_PROGRESS' })
  expect(productionPercent(baking)).toBe(100)
  expect(await stage.answers('next', 50)).toEqual({ own: 50, failed: 0 })
  expect((await stage.service())?.deployments?.map((one) => [one.status, one.runningCount])).toEqual([
    ['PRIMARY', 2],
    ['ACTIVE', 2],
  ])

  stage.advanceMinutes(5)
  expect((await stage.deployment()).lifecycleStage).toBe('CLEAN_UP')
  const done = await stage.untilStatus('SUCCESSFUL')
  expect(done.finishedAt).toBeInstanceOf(Date)
  const service = await stage.service()
  expect(service).toMatchObject({ runningCount: 2, deployments: [{ rolloutState: 'COMPLETED' }] })
  expect(service?.currentServiceDeployment).toBeUndefined()
  expect(service?.loadBalancers?.[0]).toMatchObject({
    targetGroupArn: app.targetGroups.primary.arn,
    advancedConfiguration: { alternateTargetGroupArn: app.targetGroups.alternate.arn },
  })
})

test('the next deployment goes to the other target group', async () => {
  const configuration = { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1 } as const
  await stage.deploy('next', configuration)
  await stage.untilStatus('SUCCESSFUL')
  expect(await stage.weights()).toEqual([0, 100])
  await stage.deploy('current', configuration)
  const done = await stage.untilStatus('SUCCESSFUL')
  expect(await stage.weights()).toEqual([100, 0])
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })

  const { serviceRevisions } = await stage.ecs.send(
    new DescribeServiceRevisionsCommand({ serviceRevisionArns: [done.targetServiceRevision?.arn ?? ''] }),
  )
  expect(serviceRevisions?.[0]).toMatchObject({
    containerImages: [{ containerName: 'app', imageDigest: stage.app.version('current').digest }],
    resolvedConfiguration: {
      loadBalancers: [
        {
          targetGroupArn: stage.app.targetGroups.primary.arn,
          productionListenerRule: stage.app.productionRuleArn,
        },
      ],
    },
  })
})

test('linear goes up step by step, and bakes after each but the last', async () => {
  await stage.deploy('next', {
    strategy: 'LINEAR',
    linearConfiguration: { stepPercent: 33.3, stepBakeTimeInMinutes: 10 },
  })
  await stage.until((one) => productionPercent(one) === 33.3)
  const seen: unknown[] = [await stage.weights()]
  for (const percent of [66.6, 99.9]) {
    stage.advanceMinutes(10)
    expect(productionPercent(await stage.deployment())).toBe(percent)
    seen.push(await stage.weights())
  }
  expect(seen).toEqual([
    [667, 333],
    [334, 666],
    [1, 999],
  ])
  stage.advanceMinutes(10)
  expect(await stage.deployment()).toMatchObject({ lifecycleStage: 'CLEAN_UP' })
  expect(await stage.weights()).toEqual([0, 100])
  await stage.untilStatus('SUCCESSFUL')
})

test('blue/green moves everything at once, and not before green is healthy', async () => {
  await stage.deploy('next', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 10 })
  const seen = new Set<number | undefined>()
  await stage.until((one) => {
    seen.add(productionPercent(one))
    return one.lifecycleStage === 'BAKE_TIME'
  })
  expect([...seen]).toEqual([0, 100])
  expect(await stage.answers('next', 20)).toEqual({ own: 20, failed: 0 })
})

test('nobody is refused while a whole deployment goes by', async () => {
  await stage.deploy('next', {
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 50, canaryBakeTimeInMinutes: 1 },
    bakeTimeInMinutes: 1,
  })
  let failed = 0
  for (let second = 0; second < 200; second += 1) {
    failed += (await stage.answers('next', 3)).failed
    stage.simulator.clock.advance(1000)
  }
  expect((await stage.deployment()).status).toBe('SUCCESSFUL')
  expect(failed).toBe(0)
})

test('both revisions follow a change of the desired count, and lost tasks of either are replaced', async () => {
  await stage.deploy('next', {
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 60 },
  })
  await stage.until((one) => productionPercent(one) === 20)
  await stage.ecs.send(new UpdateServiceCommand({ ...stage.at, desiredCount: 3 }))
  stage.advanceMinutes(1)
  const counts = async () => (await stage.service())?.deployments?.map((one) => one.runningCount)
  expect(await counts()).toEqual([3, 3])
  const { ecs } = stage.simulator.world
  const [task] = [...(ecs.clusters.get(stage.app.cluster)?.tasks.values() ?? [])]
  if (task !== undefined) ecs.stopTask(task, 'lost')
  expect(await counts()).not.toEqual([3, 3])
  stage.advanceMinutes(1)
  expect(await counts()).toEqual([3, 3])
  expect(productionPercent(await stage.deployment())).toBe(20)
})

test('traffic for tests goes to green before production traffic does, by a rule of its own', async () => {
  const { elb } = stage.simulator.world
  const { productionRuleArn, targetGroups, roleArn } = stage.app
  const listenerArn = elb.state.rules.get(productionRuleArn)?.listenerArn ?? ''
  const testRule = elb.createRule({
    listenerArn,
    priority: 10,
    conditions: [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-test', Values: ['1'] } }],
    actions: [{ Type: 'forward', TargetGroupArn: targetGroups.primary.arn }],
  })
  const asTester = async () =>
    (await fetch(`${stage.app.apiUrl}/version`, { headers: { 'x-test': '1' } })).text()
  const [balancer] = (await stage.service())?.loadBalancers ?? []
  await stage.ecs.send(
    new UpdateServiceCommand({
      ...stage.at,
      taskDefinition: await stage.define('next'),
      loadBalancers: [
        {
          ...balancer,
          advancedConfiguration: {
            alternateTargetGroupArn: targetGroups.alternate.arn,
            productionListenerRule: productionRuleArn,
            testListenerRule: testRule.arn,
            roleArn,
          },
        },
      ],
      deploymentConfiguration: {
        strategy: 'BLUE_GREEN',
        lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }],
      },
    }),
  )
  const paused = await stage.untilPaused()
  expect(paused).toMatchObject({
    lifecycleStage: 'POST_TEST_TRAFFIC_SHIFT',
    targetServiceRevision: { requestedTestTrafficWeight: 100, requestedProductionTrafficWeight: 0 },
  })
  expect(await asTester()).toContain(stage.app.version('next').version)
  expect(await stage.answers('current', 20)).toEqual({ own: 20, failed: 0 })
})
