import { describe, expect, test } from 'vitest'
import { createStage, type Stage } from '../world/ecs/test-kit.ts'
import { call } from '../world/test-context.ts'
import { ecsHandlers } from './ecs.ts'

const open = (prepare: (stage: Stage) => void = (stage) => stage.steady()) => {
  const stage = createStage()
  prepare(stage)
  return {
    stage,
    ecs: ecsHandlers(stage.compute.ecs, { elb: stage.compute.elb, clock: stage.context.clock }),
  }
}
const at = { cluster: 'demo', service: 'shop' }

describe('services', () => {
  test('are described by name or ARN, and missing ones are failures', async () => {
    const { ecs } = open()
    const answer = await call(ecs.DescribeServices, { cluster: 'demo', services: ['shop', 'nope'] })
    expect(answer.services).toHaveLength(1)
    expect(answer.services?.[0]).toMatchObject({
      serviceName: 'shop',
      desiredCount: 2,
      runningCount: 2,
      pendingCount: 0,
    })
    expect(answer.failures).toEqual([
      { arn: 'arn:aws:ecs:eu-west-1:123456789012:service/demo/nope', reason: 'MISSING' },
    ])
    const elsewhere = 'arn:aws:ecs:eu-west-1:123456789012:service/other/shop'
    await expect(call(ecs.DescribeServices, { cluster: 'demo', services: [elsewhere] })).rejects.toThrow(
      'Identifier is for other. Your cluster is demo',
    )
    const byArn = await call(ecs.DescribeServices, {
      cluster: 'demo',
      services: [answer.services?.[0]?.serviceArn ?? ''],
    })
    expect(byArn.services?.[0]?.serviceName).toBe('shop')
  })

  test('an update to another task definition starts one deployment; the same again starts none', async () => {
    const { stage, ecs } = open()
    stage.registry.put('v2')
    const taskDefinition = stage.define('v2')
    const first = await call(ecs.UpdateService, { ...at, taskDefinition })
    expect(first.service?.deployments?.map(({ status, rolloutState }) => [status, rolloutState])).toEqual([
      ['PRIMARY', 'IN_PROGRESS'],
      ['ACTIVE', 'COMPLETED'],
    ])
    const again = await call(ecs.UpdateService, { ...at, taskDefinition })
    expect(again.service?.deployments?.map(({ id }) => id)).toEqual(
      first.service?.deployments?.map(({ id }) => id),
    )
  })

  test('that drain can be read and not updated, and those that are gone are removed once', async () => {
    const { stage, ecs } = open()
    await call(ecs.DeleteService, { ...at, force: true })
    const list = { cluster: 'demo', serviceName: 'shop', desiredStatus: 'STOPPED' as const }
    expect((await call(ecs.ListTasks, list)).taskArns).toHaveLength(2)
    expect((await call(ecs.ListServiceDeployments, at)).serviceDeployments).toHaveLength(1)
    await expect(call(ecs.UpdateService, { ...at, desiredCount: 1 })).rejects.toMatchObject({
      code: 'ServiceNotActiveException',
    })
    stage.context.advance(60_000)
    await expect(call(ecs.DeleteService, at)).rejects.toMatchObject({ code: 'ServiceNotFoundException' })
  })

  test('force starts a deployment of the same task definition', async () => {
    const { ecs } = open()
    const answer = await call(ecs.UpdateService, { ...at, forceNewDeployment: true })
    expect(answer.service?.deployments).toHaveLength(2)
  })

  test('a change of the desired count scales without a deployment', async () => {
    const { stage, ecs } = open()
    const answer = await call(ecs.UpdateService, { ...at, desiredCount: 4 })
    expect(answer.service?.deployments).toHaveLength(1)
    expect(answer.service?.pendingCount).toBe(2)
    stage.context.advance(10_000)
    await call(ecs.UpdateService, { ...at, desiredCount: 1 })
    stage.context.advance(10_000)
    const { services } = await call(ecs.DescribeServices, { cluster: 'demo', services: ['shop'] })
    expect(services?.[0]).toMatchObject({ desiredCount: 1, runningCount: 1 })
  })

  test.each([
    ['a cluster that is not there', { ...at, cluster: 'x' }, 'ClusterNotFoundException'],
    ['a service that is not there', { ...at, service: 'x' }, 'ServiceNotFoundException'],
    ['a task definition that is not there', { ...at, taskDefinition: 'shop:99' }, 'ClientException'],
    ['a negative count', { ...at, desiredCount: -1 }, 'InvalidParameterException'],
    [
      'limits that block',
      { ...at, deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 } },
      'InvalidParameterException',
    ],
    [
      'blue/green without an advanced configuration',
      { ...at, deploymentConfiguration: { strategy: 'BLUE_GREEN' as const } },
      'InvalidParameterException',
    ],
    [
      'canary without an advanced configuration',
      { ...at, deploymentConfiguration: { strategy: 'CANARY' as const } },
      'InvalidParameterException',
    ],
    [
      'linear without an advanced configuration',
      { ...at, deploymentConfiguration: { strategy: 'LINEAR' as const } },
      'InvalidParameterException',
    ],
    [
      'a container that is not there',
      { ...at, loadBalancers: [{ targetGroupArn: 'arn:x', containerName: 'x', containerPort: 1 }] },
      'InvalidParameterException',
    ],
  ])('an update with %s is refused and changes nothing', async (_, input, code) => {
    const { ecs } = open()
    const before = await call(ecs.DescribeServices, { cluster: 'demo', services: ['shop'] })
    await expect(call(ecs.UpdateService, input)).rejects.toMatchObject({ code })
    expect(await call(ecs.DescribeServices, { cluster: 'demo', services: ['shop'] })).toEqual(before)
  })

  test('an inactive task definition is refused', async () => {
    const { stage, ecs } = open()
    const taskDefinition = stage.define('v1')
    await call(ecs.DeregisterTaskDefinition, { taskDefinition })
    await expect(call(ecs.UpdateService, { ...at, taskDefinition })).rejects.toMatchObject({
      code: 'ClientException',
      message: 'TaskDefinition is inactive',
    })
  })

  test('are created empty, start, and are deleted only when scaled to zero or forced', async () => {
    const { stage, ecs } = open()
    const loadBalancers = [
      { targetGroupArn: stage.targetGroupArn, containerName: 'api', containerPort: 8080 },
    ]
    await call(ecs.CreateService, {
      cluster: 'demo',
      serviceName: 'second',
      taskDefinition: 'shop',
      desiredCount: 1,
      loadBalancers,
    })
    stage.context.advance(20_000)
    const { services } = await call(ecs.DescribeServices, { cluster: 'demo', services: ['second'] })
    expect(services?.[0]).toMatchObject({ runningCount: 1, deployments: [{ rolloutState: 'COMPLETED' }] })
    const second = { cluster: 'demo', service: 'second' }
    await expect(call(ecs.DeleteService, second)).rejects.toMatchObject({ code: 'InvalidParameterException' })
    expect((await call(ecs.DeleteService, { ...second, force: true })).service?.desiredCount).toBe(0)
    const status = async () =>
      (await call(ecs.DescribeServices, { cluster: 'demo', services: ['second'] })).services?.[0]?.status
    expect(await status()).toBe('DRAINING')
    stage.context.advance(10_000)
    expect(await status()).toBe('INACTIVE')
    await expect(call(ecs.UpdateService, second)).rejects.toMatchObject({ code: 'ServiceNotActiveException' })
  })
})

describe('task definitions', () => {
  test('are listed by page, newest first when asked, and only active ones', async () => {
    const { stage, ecs } = open(() => {})
    for (let count = 0; count < 5; count += 1) stage.define('v1')
    await call(ecs.DeregisterTaskDefinition, { taskDefinition: 'shop:5' })
    const seen: string[] = []
    let nextToken: string | undefined
    do {
      const answer = await call(ecs.ListTaskDefinitions, {
        familyPrefix: 'shop',
        sort: 'DESC',
        maxResults: 3,
        ...(nextToken ? { nextToken } : {}),
      })
      seen.push(...(answer.taskDefinitionArns ?? []))
      nextToken = answer.nextToken
    } while (nextToken !== undefined)
    expect(seen.map((arn) => arn.split(':').at(-1))).toEqual(['4', '3', '2', '1'])
  })

  test('keep their tags apart from the definition', async () => {
    const { ecs } = open(() => {})
    const tags = [{ key: 'lockstep:release', value: 'r1' }]
    await call(ecs.RegisterTaskDefinition, {
      family: 'a',
      containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }],
      tags,
    })
    expect((await call(ecs.DescribeTaskDefinition, { taskDefinition: 'a:1' })).tags).toBeUndefined()
    expect((await call(ecs.DescribeTaskDefinition, { taskDefinition: 'a', include: ['TAGS'] })).tags).toEqual(
      tags,
    )
  })

  test.each([
    ['no containers', { family: 'a', containerDefinitions: [] }],
    ['a container without an image', { family: 'a', containerDefinitions: [{ name: 'c' }] }],
    ['a wrong family', { family: 'a b', containerDefinitions: [{ name: 'c', image: 'i' }] }],
    [
      'Fargate without a size',
      {
        family: 'a',
        containerDefinitions: [{ name: 'c', image: 'i', memory: 64 }],
        requiresCompatibilities: ['FARGATE' as const],
      },
    ],
  ])('with %s are refused', async (_, input) => {
    const { ecs } = open(() => {})
    await expect(call(ecs.RegisterTaskDefinition, input)).rejects.toMatchObject({ code: 'ClientException' })
  })
})

describe('tasks', () => {
  test('are listed by desired status, and stay for an hour once stopped', async () => {
    const { stage, ecs } = open()
    const { taskArns = [] } = await call(ecs.ListTasks, { cluster: 'demo', serviceName: 'shop' })
    await call(ecs.StopTask, { cluster: 'demo', task: taskArns[0] ?? '', reason: 'trying' })
    stage.context.advance(20_000)
    const stopped = { cluster: 'demo', serviceName: 'shop', desiredStatus: 'STOPPED' as const }
    expect((await call(ecs.ListTasks, stopped)).taskArns).toEqual([taskArns[0]])
    const { tasks } = await call(ecs.DescribeTasks, { cluster: 'demo', tasks: [taskArns[0] ?? ''] })
    expect(tasks?.[0]).toMatchObject({
      lastStatus: 'STOPPED',
      stopCode: 'UserInitiated',
      stoppedReason: 'trying',
    })
    stage.context.advance(3_700_000)
    expect((await call(ecs.ListTasks, stopped)).taskArns).toEqual([])
  })
})

describe('service deployments', () => {
  test('show the circuit breaker, the revisions and the pinned digests', async () => {
    const { stage, ecs } = open((opened) =>
      opened.steady({
        deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
      }),
    )
    const digest = stage.registry.put('v2')
    await call(ecs.UpdateService, { ...at, taskDefinition: stage.define('v2') })
    stage.context.advance(2000)
    const { serviceDeployments = [] } = await call(ecs.ListServiceDeployments, at)
    expect(serviceDeployments.map(({ status }) => status)).toEqual(['IN_PROGRESS', 'SUCCESSFUL'])
    const arns = [serviceDeployments[0]?.serviceDeploymentArn ?? '', 'arn:none']
    const described = await call(ecs.DescribeServiceDeployments, { serviceDeploymentArns: arns })
    expect(described.failures).toEqual([{ arn: 'arn:none', reason: 'MISSING' }])
    expect(described.serviceDeployments?.[0]).toMatchObject({
      targetServiceRevision: { requestedTaskCount: 2 },
      sourceServiceRevisions: [{ runningTaskCount: 2 }],
      deploymentCircuitBreaker: { status: 'MONITORING', failureCount: 0, threshold: 3 },
    })
    const revision = serviceDeployments[0]?.targetServiceRevisionArn ?? ''
    const { serviceRevisions } = await call(ecs.DescribeServiceRevisions, { serviceRevisionArns: [revision] })
    expect(serviceRevisions?.[0]?.containerImages).toEqual([
      { containerName: 'api', image: stage.registry.reference('v2'), imageDigest: digest },
    ])
  })

  test('are stopped with a rollback to the last good revision, but only while in progress', async () => {
    const { stage, ecs } = open()
    stage.registry.put('v2')
    await call(ecs.UpdateService, { ...at, taskDefinition: stage.define('v2') })
    stage.context.advance(1500)
    const [current] = (await call(ecs.ListServiceDeployments, at)).serviceDeployments ?? []
    const input = { serviceDeploymentArn: current?.serviceDeploymentArn ?? '' }
    await call(ecs.StopServiceDeployment, input)
    stage.context.advance(20_000)
    const [after] = (await call(ecs.ListServiceDeployments, at)).serviceDeployments ?? []
    expect(after?.status).toBe('ROLLBACK_SUCCESSFUL')
    const { services } = await call(ecs.DescribeServices, { cluster: 'demo', services: ['shop'] })
    expect(services?.[0]?.taskDefinition).toMatch(/shop:1$/)
    await expect(call(ecs.StopServiceDeployment, input)).rejects.toMatchObject({ code: 'ConflictException' })
  })
})
