import { describe, expect, test } from 'vitest'
import { createStage, type Stage } from '../world/ecs/test-kit.ts'
import { call } from '../world/test-context.ts'
import { ecsHandlers } from './ecs.ts'

const open = (prepare: (stage: Stage) => void) => {
  const stage = createStage()
  prepare(stage)
  const { ecs, elb } = stage.compute
  return { stage, ecs: ecsHandlers(ecs, { elb, clock: stage.context.clock }) }
}
const at = { cluster: 'demo', service: 'shop' }
const described = async (ecs: ReturnType<typeof open>['ecs']) =>
  (await call(ecs.DescribeServices, { cluster: 'demo', services: ['shop'] })).services?.[0]

describe('a service of the controller CODE_DEPLOY', () => {
  const blueGreen = () => open((stage) => stage.steady({ controller: 'CODE_DEPLOY' }))

  test('has task sets and no deployments, and a task definition', async () => {
    const { ecs } = blueGreen()
    expect(await described(ecs)).toMatchObject({
      deploymentController: { type: 'CODE_DEPLOY' },
      deployments: [],
      taskDefinition: 'arn:aws:ecs:eu-west-1:123456789012:task-definition/shop:1',
      taskSets: [{ status: 'PRIMARY', runningCount: 2, stabilityStatus: 'STEADY_STATE' }],
    })
    expect(await described(ecs)).not.toHaveProperty('currentServiceRevisions')
  })

  test('is scaled by UpdateService, but neither deployed nor forced', async () => {
    const { stage, ecs } = blueGreen()
    const update = (input: object) => call(ecs.UpdateService, { ...at, ...input })
    await expect(update({ taskDefinition: stage.define('v1') })).rejects.toMatchObject({
      code: 'InvalidParameterException',
      message: expect.stringMatching(
        /CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment/,
      ) as string,
    })
    await expect(update({ forceNewDeployment: true })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    })
    expect((await update({ desiredCount: 3 })).service?.desiredCount).toBe(3)
    await expect(call(ecs.ListServiceDeployments, at)).rejects.toMatchObject({
      code: 'UnsupportedFeatureException',
    })
  })
})

describe('a service of the controller EXTERNAL', () => {
  test('begins with nothing, and says nothing of a task definition', async () => {
    const { ecs } = open((stage) => stage.compute.ecs.createCluster('demo'))
    const { service } = await call(ecs.CreateService, {
      cluster: 'demo',
      serviceName: 'shop',
      desiredCount: 2,
      deploymentController: { type: 'EXTERNAL' },
    })
    expect(service).toMatchObject({ desiredCount: 2, runningCount: 0, deployments: [], taskSets: [] })
    expect(service).not.toHaveProperty('taskDefinition')
    expect((await call(ecs.ListTasks, { cluster: 'demo', serviceName: 'shop' })).taskArns).toEqual([])
  })

  test('says nothing of it either when it runs one', async () => {
    const { ecs } = open((stage) => stage.steady({ controller: 'EXTERNAL' }))
    const service = await described(ecs)
    expect(service).toMatchObject({ runningCount: 2, deployments: [], taskSets: [{ runningCount: 2 }] })
    expect(service).not.toHaveProperty('taskDefinition')
  })
})

test('ListTasks can be late to see tasks come and go, as ECS may be', async () => {
  const { stage, ecs } = open((one) => one.steady())
  const list = async () =>
    (await call(ecs.ListTasks, { cluster: 'demo', serviceName: 'shop' })).taskArns?.toSorted()
  stage.context.advance(60_000)
  const before = await list()
  stage.compute.ecs.listDelay = 5000
  expect(await list()).toEqual(before)
  await call(ecs.UpdateService, { ...at, desiredCount: 3 })
  expect(await list()).toEqual(before)
  stage.context.advance(6000)
  expect(await list()).toHaveLength(3)
  await call(ecs.UpdateService, { ...at, desiredCount: 1 })
  stage.context.advance(1000)
  expect(await list()).toHaveLength(3)
  stage.context.advance(6000)
  expect(await list()).toHaveLength(1)
})
