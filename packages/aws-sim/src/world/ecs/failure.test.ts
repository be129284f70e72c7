import { describe, expect, test } from 'vitest'
import { failureThreshold } from './circuit-breaker.ts'
import type { ServiceRecord, TaskRecord } from './model.ts'
import { tasksOf } from './scheduler.ts'
import { createStage, type Stage } from './test-kit.ts'

const breaker = { deploymentCircuitBreaker: { enable: true, rollback: true } }
const shop = (stage: Stage): ServiceRecord => {
  const service = stage.compute.ecs.service('demo', 'shop')
  if (service === null) throw new Error('no service')
  return service
}
const messages = (stage: Stage): string =>
  shop(stage)
    .events.map(({ message }) => message)
    .toReversed()
    .join('\n')
const running = (stage: Stage): TaskRecord[] =>
  tasksOf(shop(stage)).filter(({ lastStatus }) => lastStatus === 'RUNNING')
const digests = (stage: Stage): (string | null | undefined)[] =>
  running(stage).map(({ containers }) => containers[0]?.digest)
const advanceUntil = (stage: Stage, done: () => boolean, limit = 400): void => {
  for (let step = 0; step < limit && !done(); step += 1) stage.context.advance(250)
  expect(done()).toBe(true)
}

describe('the threshold of the circuit breaker', () => {
  test.each([
    [1, 3],
    [6, 3],
    [7, 4],
    [25, 13],
    [400, 200],
    [800, 200],
  ])('is, for %i tasks, %i failures', (desired, failures) => {
    expect(failureThreshold({}, desired)).toBe(failures)
  })

  test('follows the configuration of the service', () => {
    const of = (type: 'COUNT' | 'BOUNDED_PERCENT' | 'UNBOUNDED_PERCENT', value: number): number =>
      failureThreshold(
        {
          deploymentCircuitBreaker: { enable: true, rollback: true, thresholdConfiguration: { type, value } },
        },
        10,
      )
    expect([of('COUNT', 7), of('BOUNDED_PERCENT', 10), of('UNBOUNDED_PERCENT', 10)]).toEqual([7, 3, 1])
  })
})

describe.each([
  [
    'fails its health checks',
    'fail',
    /Task failed ELB health checks in \(target-group arn:.+\)/,
    'ServiceSchedulerInitiated',
  ],
  ['crashes after it started', 'crash', /^Essential container in task exited$/, 'EssentialContainerExited'],
] as const)('a deployment of an image that %s', (_, health, reason, stopCode) => {
  test('is rolled back by the circuit breaker after three failures, and the old tasks serve throughout', () => {
    const stage = createStage()
    stage.steady({ deploymentConfiguration: breaker })
    const old = digests(stage)
    stage.registry.put('bad', { health })
    stage.compute.ecs.updateService('demo', 'shop', stage.define('bad'))
    const failed = shop(stage).deployments[0]
    const [door] = stage.compute.elb.doors()
    advanceUntil(stage, () => {
      expect(door?.answer({ method: 'GET', url: '/health', headers: {} })).toMatchObject({ status: 200 })
      return failed?.rolloutState === 'FAILED'
    })
    expect(failed).toMatchObject({
      failedTasks: expect.toSatisfy((count: number) => count >= 3),
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
    })
    const primary = shop(stage).deployments[0]
    expect(primary?.rolloutStateReason).toMatch(
      /^ECS deployment circuit breaker: rolling back to deploymentId ecs-svc\/\d+\.$/,
    )
    expect(shop(stage).serviceDeployments[0]).toMatchObject({
      status: 'ROLLBACK_IN_PROGRESS',
      breaker: 'TRIGGERED',
    })
    advanceUntil(stage, () => primary?.rolloutState === 'COMPLETED')
    expect(digests(stage)).toEqual(old)
    expect(shop(stage).serviceDeployments[0]?.status).toBe('ROLLBACK_SUCCESSFUL')
    expect(messages(stage)).toContain(`(deployment ${failed?.id}) deployment failed: tasks failed to start.`)
    expect(messages(stage)).toContain(`(service shop) rolling back to deployment ${primary?.id}.`)
    const dead = tasksOf(shop(stage)).find(
      (task) => task.stopCode === stopCode && task.startedBy === failed?.id,
    )
    expect(dead?.stoppedReason).toMatch(reason)
  })
})

test('the circuit breaker trips at its threshold, not before and not after', () => {
  const stage = createStage()
  stage.steady({ desiredCount: 1, deploymentConfiguration: breaker })
  stage.registry.put('bad', { health: 'crash' })
  stage.compute.ecs.updateService('demo', 'shop', stage.define('bad'))
  const failed = shop(stage).deployments[0]
  advanceUntil(stage, () => failed?.rolloutState === 'FAILED')
  expect(tasksOf(shop(stage)).filter(({ startedBy }) => startedBy === failed?.id)).toHaveLength(3)
})

test('without a rollback the failed deployment launches no more, and the old tasks stay', () => {
  const stage = createStage()
  stage.steady({ deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } } })
  stage.registry.put('bad', { health: 'crash' })
  stage.compute.ecs.updateService('demo', 'shop', stage.define('bad'))
  advanceUntil(stage, () => shop(stage).deployments[0]?.rolloutState === 'FAILED')
  stage.context.advance(10_000)
  const count = tasksOf(shop(stage)).length
  stage.context.advance(60_000)
  expect(tasksOf(shop(stage))).toHaveLength(count)
  expect(running(stage)).toHaveLength(2)
  expect(shop(stage).serviceDeployments[0]?.status).toBe('STOPPED')
})

test('without a circuit breaker a crash loop goes on, ever more slowly, and ECS says so', () => {
  const stage = createStage()
  stage.steady()
  stage.registry.put('bad', { health: 'crash' })
  stage.compute.ecs.updateService('demo', 'shop', stage.define('bad'))
  stage.context.advance(120_000)
  const early = shop(stage).deployments[0]?.failedTasks ?? 0
  stage.context.advance(120_000)
  const late = (shop(stage).deployments[0]?.failedTasks ?? 0) - early
  expect(shop(stage).deployments[0]?.rolloutState).toBe('IN_PROGRESS')
  expect(early).toBeGreaterThan(10)
  expect(late).toBeLessThan(early)
  expect(messages(stage)).toContain('is unable to consistently start tasks successfully')
})

test('an image that is not there stops its tasks with CannotPullContainerError before they run', () => {
  const stage = createStage()
  stage.steady({ deploymentConfiguration: breaker })
  stage.compute.ecs.updateService('demo', 'shop', stage.define('missing'))
  advanceUntil(stage, () => shop(stage).deployments[0]?.rolloutStateReason.includes('rolling back') ?? false)
  const dead = tasksOf(shop(stage)).find(({ stopCode }) => stopCode === 'TaskFailedToStart')
  expect(dead?.stoppedReason).toMatch(/^CannotPullContainerError: .*shop:missing: not found$/)
  expect(dead?.startedAt).toBeNull()
  advanceUntil(stage, () => shop(stage).serviceDeployments[0]?.status === 'ROLLBACK_SUCCESSFUL')
  expect(running(stage)).toHaveLength(2)
})

test('an alarm rolls the deployment back while it is in progress', () => {
  const stage = createStage()
  stage.steady({
    deploymentConfiguration: { alarms: { alarmNames: ['errors'], enable: true, rollback: true } },
  })
  stage.compute.alarms.put({
    AlarmName: 'errors',
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'ignore',
  })
  stage.registry.put('v2')
  stage.compute.ecs.updateService('demo', 'shop', stage.define('v2'))
  stage.context.advance(1500)
  stage.compute.alarms.setState('errors', 'ALARM', 'trying')
  advanceUntil(stage, () => shop(stage).serviceDeployments[0]?.status === 'ROLLBACK_SUCCESSFUL')
  expect(messages(stage)).toContain('deployment failed: alarm detected.')
  expect(shop(stage).serviceDeployments[0]?.triggeredAlarms).toEqual(['errors'])
})

describe('version consistency', () => {
  test('keeps all tasks of a deployment on one digest when the tag is moved', () => {
    const stage = createStage()
    stage.steady()
    const old = digests(stage)
    stage.registry.put('v1')
    const [first] = running(stage)
    if (first !== undefined) stage.compute.ecs.stopTask(first, 'trying')
    advanceUntil(stage, () => running(stage).length === 2)
    expect(digests(stage)).toEqual(old)
  })

  test('when disabled, lets a task that replaces another run what the tag points to by then', () => {
    const stage = createStage()
    stage.steady({ taskDefinition: stage.define('v1', { versionConsistency: 'disabled' }) })
    const moved = stage.registry.put('v1')
    const [first] = running(stage)
    if (first !== undefined) stage.compute.ecs.stopTask(first, 'trying')
    advanceUntil(stage, () => running(stage).length === 2)
    expect(new Set(digests(stage)).size).toBe(2)
    expect(digests(stage)).toContain(moved)
  })

  test('a scenario can mix digests at once', () => {
    const stage = createStage()
    stage.steady({ desiredCount: 3 })
    const other = stage.registry.put('v0')
    stage.compute.ecs.mixTask('demo', 'shop', stage.registry.reference('v0'))
    stage.context.advance(30_000)
    expect(running(stage)).toHaveLength(3)
    expect(digests(stage).filter((digest) => digest === other)).toHaveLength(1)
  })
})

test('container health checks make a task unhealthy after their retries, and it is replaced', () => {
  const stage = createStage()
  stage.steady({ loadBalancers: [], deploymentConfiguration: breaker })
  stage.registry.put('bad', { health: 'fail' })
  stage.compute.ecs.updateService('demo', 'shop', stage.define('bad', { healthCheck: true }))
  advanceUntil(stage, () => shop(stage).serviceDeployments[0]?.status === 'ROLLBACK_SUCCESSFUL')
  const reasons = tasksOf(shop(stage)).map(({ stoppedReason }) => stoppedReason)
  expect(reasons).toContain('Task failed container health checks')
})

test('an index without the platform of the task is not pulled, a single image of another one cannot be run', () => {
  const platforms = { isIndex: true, names: ['linux/arm64'] }
  const stage = createStage()
  stage.steady()
  stage.registry.put('index', {}, platforms)
  stage.compute.ecs.updateService('demo', 'shop', stage.define('index'))
  advanceUntil(stage, () => tasksOf(shop(stage)).some(({ stopCode }) => stopCode !== null))
  expect(
    tasksOf(shop(stage)).find(({ stopCode }) => stopCode === 'TaskFailedToStart')?.stoppedReason,
  ).toMatch(/^CannotPullContainerError: .*does not contain descriptor matching platform 'linux\/amd64'$/)

  stage.registry.put('single', {}, { ...platforms, isIndex: false })
  stage.compute.ecs.updateService('demo', 'shop', stage.define('single'))
  advanceUntil(stage, () =>
    tasksOf(shop(stage)).some(({ stopCode }) => stopCode === 'EssentialContainerExited'),
  )
  const dead = tasksOf(shop(stage)).find(({ stopCode }) => stopCode === 'EssentialContainerExited')
  expect(dead?.containers[0]?.exitCode).toBe(1)
  expect(dead?.apps.size).toBe(0)

  stage.compute.ecs.updateService('demo', 'shop', stage.define('index', { architecture: 'ARM64' }))
  advanceUntil(stage, () => stage.compute.ecs.service('demo', 'shop')?.steady === true)
  expect(running(stage)).toHaveLength(2)
})
