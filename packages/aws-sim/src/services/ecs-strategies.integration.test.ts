import {
  type AdvancedConfiguration,
  CreateServiceCommand,
  type DeploymentConfiguration,
  type DeploymentLifecycleHook,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openNativeStage, type NativeTestStage } from './ecs/native-stage.ts'

let stage: NativeTestStage
beforeAll(async () => {
  stage = await openNativeStage()
})
afterAll(() => stage.close())

const refused = { name: 'InvalidParameterException' }
const update = (deploymentConfiguration: DeploymentConfiguration) =>
  stage.ecs.send(new UpdateServiceCommand({ ...stage.at, deploymentConfiguration }))
const hook = (change: DeploymentLifecycleHook): DeploymentConfiguration => ({
  strategy: 'BLUE_GREEN',
  lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'], ...change }],
})

test.each<readonly [string, DeploymentConfiguration, RegExp]>([
  ['no percent', { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 0 } }, /canaryPercent/],
  [
    'over 100 percent',
    { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 100.1 } },
    /canaryPercent/,
  ],
  ['hundredths', { strategy: 'CANARY', canaryConfiguration: { canaryPercent: 2.25 } }, /multiple of 0.1/],
  [
    'too long a canary',
    { strategy: 'CANARY', canaryConfiguration: { canaryBakeTimeInMinutes: 1441 } },
    /1440/,
  ],
  ['steps too small', { strategy: 'LINEAR', linearConfiguration: { stepPercent: 2.9 } }, /stepPercent/],
  ['too long a step', { strategy: 'LINEAR', linearConfiguration: { stepBakeTimeInMinutes: -1 } }, /stepBake/],
  ['too long a bake', { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2000 }, /bakeTimeInMinutes/],
  [
    'a canary of linear',
    { strategy: 'LINEAR', canaryConfiguration: { canaryPercent: 5 } },
    /only valid.*CANARY/,
  ],
  [
    'steps of a canary',
    { strategy: 'CANARY', linearConfiguration: { stepPercent: 5 } },
    /only valid.*LINEAR/,
  ],
  ['a pause in the shift', hook({ lifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }), /cannot be configured/],
  ['a pause in the test shift', hook({ lifecycleStages: ['TEST_TRAFFIC_SHIFT'] }), /cannot be configured/],
  ['a pause nowhere', hook({ lifecycleStages: [] }), /at least one/],
  ['a pause of no time', hook({ timeoutConfiguration: { timeoutInMinutes: 0 } }), /timeoutInMinutes/],
  ['a pause over 14 days', hook({ timeoutConfiguration: { timeoutInMinutes: 20_161 } }), /20160/],
  ['a pause with a target', hook({ hookTargetArn: 'arn:aws:lambda:x' }), /not applicable/],
  ['a function', hook({ targetType: 'AWS_LAMBDA', hookTargetArn: 'arn:aws:lambda:x' }), /AWS_LAMBDA/],
  [
    'a hook without a type',
    { strategy: 'CANARY', lifecycleHooks: [{ lifecycleStages: ['POST_SCALE_UP'] }] },
    /AWS_LAMBDA/,
  ],
])('a strategy with %s is refused, and the configuration stays', async (_, configuration, message) => {
  const before = (await stage.service())?.deploymentConfiguration
  await expect(update(configuration)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(message),
  })
  expect((await stage.service())?.deploymentConfiguration).toEqual(before)
})

test.each<readonly [string, Partial<AdvancedConfiguration> | null]>([
  ['none', null],
  ['no alternate target group', { alternateTargetGroupArn: undefined }],
  ['an alternate target group that is not there', { alternateTargetGroupArn: 'arn:x' }],
  ['no production rule', { productionListenerRule: undefined }],
  ['a production rule that is not there', { productionListenerRule: 'arn:x' }],
  ['a test rule that is not there', { testListenerRule: 'arn:x' }],
  ['no role', { roleArn: undefined }],
])('an advanced configuration is refused: %s', async (_, change) => {
  const [balancer] = (await stage.service())?.loadBalancers ?? []
  const advancedConfiguration = { ...balancer?.advancedConfiguration, ...change }
  const { advancedConfiguration: __, ...plain } = balancer ?? {}
  const create = new CreateServiceCommand({
    cluster: stage.at.cluster,
    serviceName: 'second',
    taskDefinition: await stage.define('current'),
    loadBalancers: [change === null ? plain : { ...plain, advancedConfiguration }],
    deploymentConfiguration: { strategy: 'CANARY' },
  })
  await expect(stage.ecs.send(create)).rejects.toMatchObject(refused)
})

test('the same target group twice, and no load balancer at all, are refused', async () => {
  const [balancer] = (await stage.service())?.loadBalancers ?? []
  const alternateTargetGroupArn = balancer?.targetGroupArn
  const same = {
    ...balancer,
    advancedConfiguration: { ...balancer?.advancedConfiguration, alternateTargetGroupArn },
  }
  const create = async (loadBalancers: (typeof same)[]) =>
    stage.ecs.send(
      new CreateServiceCommand({
        cluster: stage.at.cluster,
        serviceName: 'second',
        taskDefinition: await stage.define('current'),
        loadBalancers,
        deploymentConfiguration: { strategy: 'BLUE_GREEN' },
      }),
    )
  await expect(create([same])).rejects.toMatchObject(refused)
  await expect(create([])).rejects.toMatchObject(refused)
})

test('a good strategy is kept, starts nothing by itself, and drops what belongs to another', async () => {
  const { serviceDeploymentArn } = await stage.deployment()
  await update({
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 0.1 },
    lifecycleHooks: [{ targetType: 'PAUSE', lifecycleStages: ['POST_SCALE_UP'] }],
  })
  expect((await stage.service())?.deploymentConfiguration).toMatchObject({
    strategy: 'CANARY',
    canaryConfiguration: { canaryPercent: 0.1 },
  })
  expect(await stage.deployment()).toMatchObject({ serviceDeploymentArn })
  await update({ strategy: 'ROLLING' })
  const { deploymentConfiguration: rolling } = (await stage.service()) ?? {}
  expect(rolling?.canaryConfiguration).toBeUndefined()
  expect(rolling?.lifecycleHooks).toBeUndefined()
})

test('a service that is created under such a strategy takes all traffic once it is healthy', async () => {
  const [balancer] = (await stage.service())?.loadBalancers ?? []
  const created = await stage.ecs.send(
    new CreateServiceCommand({
      cluster: stage.at.cluster,
      serviceName: 'fresh',
      taskDefinition: await stage.define('next'),
      desiredCount: 1,
      ...(balancer === undefined ? {} : { loadBalancers: [balancer] }),
      deploymentConfiguration: { strategy: 'LINEAR', bakeTimeInMinutes: 60 },
    }),
  )
  expect(created.service?.deployments).toHaveLength(1)
  stage.advanceMinutes(2)
  const fresh = stage.simulator.world.ecs.service(stage.at.cluster, 'fresh')
  expect(fresh?.serviceDeployments[0]?.status).toBe('SUCCESSFUL')
  expect(fresh?.revisions[0]?.loadBalancers[0]?.targetGroupArn).toBe(stage.app.targetGroups.primary.arn)
})
