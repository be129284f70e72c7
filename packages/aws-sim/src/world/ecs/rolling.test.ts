import { describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { isServing } from './health.ts'
import type { ServiceRecord } from './model.ts'
import { tasksOf } from './scheduler.ts'
import { createStage, type Stage } from './test-kit.ts'

const shop = (stage: Stage): ServiceRecord => {
  const service = stage.compute.ecs.service('demo', 'shop')
  if (service === null) throw new Error('no service')
  return service
}
const states = (stage: Stage): string[] => tasksOf(shop(stage)).map(({ lastStatus }) => lastStatus)
const messages = (stage: Stage): string[] => shop(stage).events.map(({ message }) => message)
const advanceUntil = (stage: Stage, done: () => boolean, limit = 200): void => {
  for (let step = 0; step < limit && !done(); step += 1) stage.context.advance(250)
  expect(done()).toBe(true)
}

describe('a steady service', () => {
  test('runs its tasks with resolved digests, behind healthy targets, without waiting', () => {
    const stage = createStage()
    stage.steady()
    expect(states(stage)).toEqual(['RUNNING', 'RUNNING'])
    expect(tasksOf(shop(stage))[0]?.containers[0]?.digest).toBe(
      stage.registry.pull(stage.registry.reference('v1'))?.digest,
    )
    const group = stage.compute.elb.state.targetGroups.get(stage.targetGroupArn)
    expect([...(group?.targets.values() ?? [])].map(({ state }) => state)).toEqual(['healthy', 'healthy'])
    expect(shop(stage).deployments.map(({ rolloutState }) => rolloutState)).toEqual(['COMPLETED'])
  })

  test('stays as it is while time passes', () => {
    const stage = createStage()
    stage.steady()
    const before = tasksOf(shop(stage)).map(({ id }) => id)
    stage.context.advance(60_000)
    expect(tasksOf(shop(stage)).map(({ id }) => id)).toEqual(before)
    expect(messages(stage)[0]).toBe('(service shop) has reached a steady state.')
  })

  test('starts another task for one that is stopped by hand', () => {
    const stage = createStage()
    stage.steady()
    const [first] = tasksOf(shop(stage))
    if (first === undefined) throw new Error('no task')
    stage.compute.ecs.stopTask(first, 'trying')
    advanceUntil(stage, () => states(stage).filter((state) => state === 'RUNNING').length === 2)
    expect(first.stopCode).toBe('UserInitiated')
    expect(first.stoppedReason).toBe('trying')
  })
})

describe('a rolling deployment of a healthy image', () => {
  test('walks new tasks through every state and old ones through draining', () => {
    const stage = createStage()
    stage.steady()
    const [old] = tasksOf(shop(stage))
    stage.registry.put('v2')
    stage.compute.ecs.updateService('demo', 'shop', stage.define('v2'))
    const task = tasksOf(shop(stage)).find(({ deployment }) => deployment.status === 'PRIMARY')
    if (task === undefined || old === undefined) throw new Error('no task')
    const seen: string[] = []
    const oldSeen: string[] = []
    for (let step = 0; step < 200; step += 1) {
      if (seen.at(-1) !== task.lastStatus) seen.push(task.lastStatus)
      if (oldSeen.at(-1) !== old.lastStatus) oldSeen.push(old.lastStatus)
      stage.context.advance(100)
    }
    expect(seen).toEqual(['PROVISIONING', 'PENDING', 'ACTIVATING', 'RUNNING'])
    expect(oldSeen).toEqual(['RUNNING', 'DEACTIVATING', 'STOPPING', 'STOPPED'])
    expect(old.stopCode).toBe('ServiceSchedulerInitiated')
  })

  test('ends COMPLETED, with one deployment, all tasks on the new digest, and says so in order', () => {
    const stage = createStage()
    stage.steady()
    const digest = stage.registry.put('v2')
    stage.compute.ecs.updateService('demo', 'shop', stage.define('v2'))
    expect(shop(stage).deployments.map(({ status }) => status)).toEqual(['PRIMARY', 'ACTIVE'])
    advanceUntil(stage, () => shop(stage).deployments[0]?.rolloutState === 'COMPLETED')
    expect(shop(stage).deployments).toHaveLength(1)
    const running = tasksOf(shop(stage)).filter(({ lastStatus }) => lastStatus === 'RUNNING')
    expect(running.map(({ containers }) => containers[0]?.digest)).toEqual([digest, digest])
    expect(shop(stage).serviceDeployments[0]?.status).toBe('SUCCESSFUL')
    const told = messages(stage).toReversed().slice(2).join('\n')
    expect(told).toMatch(
      /has started 2 tasks: \(task .+\) \(task .+\)\.\n[^]*begun draining connections[^]*deregistered[^]*has stopped[^]*steady state\.\n.*deployment completed\.$/,
    )
  })

  test('is not steady while old tasks still drain', () => {
    const stage = createStage()
    stage.steady()
    stage.registry.put('v2')
    stage.compute.ecs.updateService('demo', 'shop', stage.define('v2'))
    advanceUntil(stage, () => states(stage).includes('DEACTIVATING'))
    const drainedAt = stage.context.clock.now() + 1000
    advanceUntil(stage, () => shop(stage).deployments[0]?.rolloutState === 'COMPLETED')
    expect(stage.context.clock.now()).toBeGreaterThanOrEqual(drainedAt + 1000 - 250)
  })

  test('keeps answering requests all the time', () => {
    const stage = createStage()
    stage.steady()
    stage.registry.put('v2')
    stage.compute.ecs.updateService('demo', 'shop', stage.define('v2'))
    const [door] = stage.compute.elb.doors()
    const seen = new Set<string>()
    for (let step = 0; step < 100; step += 1) {
      stage.context.advance(100)
      const answer = door?.answer({ method: 'GET', url: '/version', headers: {} })
      if (answer === undefined || answer instanceof Promise) throw new Error('no answer')
      expect(answer.status).toBe(200)
      seen.add(String(JSON.parse(String(answer.body)).version))
    }
    expect([...seen]).toEqual(['v1', 'v2'])
  })

  test('is superseded by a newer one, whose service deployment ends well', () => {
    const stage = createStage()
    stage.steady()
    stage.registry.put('v2')
    stage.registry.put('v3')
    stage.compute.ecs.updateService('demo', 'shop', stage.define('v2'))
    stage.context.advance(1500)
    stage.compute.ecs.updateService('demo', 'shop', stage.define('v3'))
    advanceUntil(stage, () => shop(stage).deployments[0]?.rolloutState === 'COMPLETED')
    expect(shop(stage).serviceDeployments.map(({ status }) => status)).toEqual([
      'SUCCESSFUL',
      'STOPPED',
      'SUCCESSFUL',
    ])
  })

  test.each([
    [1, 50, 150],
    [2, 75, 125],
  ])(
    'of %i tasks never moves between %i and %i percent, which leave no room when rounded, until they do',
    (desiredCount, minimumHealthyPercent, maximumPercent) => {
      const stage = createStage()
      stage.steady({ desiredCount, deploymentConfiguration: { minimumHealthyPercent, maximumPercent } })
      const before = tasksOf(shop(stage)).map(({ id }) => id)
      stage.registry.put('v2')
      stage.compute.ecs.updateService('demo', 'shop', stage.define('v2'))
      stage.context.advance(1_800_000)
      expect(tasksOf(shop(stage)).map(({ id }) => id)).toEqual(before)
      expect(shop(stage).deployments.map(({ rolloutState }) => rolloutState)).toEqual([
        'IN_PROGRESS',
        'COMPLETED',
      ])
      expect(messages(stage).filter((message) => message.includes('unable to stop or start'))).toHaveLength(1)
      Object.assign(shop(stage), { configuration: { ...shop(stage).configuration, maximumPercent: 200 } })
      stage.compute.ecs.reconcile(shop(stage))
      advanceUntil(stage, () => shop(stage).deployments[0]?.rolloutState === 'COMPLETED')
    },
  )

  test('never has fewer healthy tasks than the minimum, nor more tasks than the maximum', () => {
    const shape = fc.record({
      desiredCount: fc.integer({ min: 1, max: 12 }),
      minimumHealthyPercent: fc.constantFrom(0, 25, 50, 75, 100),
      maximumPercent: fc.constantFrom(125, 150, 200),
    })
    fc.assert(
      fc.property(shape, ({ desiredCount, minimumHealthyPercent, maximumPercent }) => {
        // A maximum that leaves no room and a minimum that allows no stop can never move, in ECS neither.
        fc.pre(
          Math.floor((desiredCount * maximumPercent) / 100) >
            Math.ceil((desiredCount * minimumHealthyPercent) / 100),
        )
        const stage = createStage()
        stage.steady({ desiredCount, deploymentConfiguration: { minimumHealthyPercent, maximumPercent } })
        stage.registry.put('v2')
        stage.compute.ecs.updateService('demo', 'shop', stage.define('v2'))
        const { elb } = stage.compute
        for (
          let step = 0;
          step < 2000 && shop(stage).deployments[0]?.rolloutState !== 'COMPLETED';
          step += 1
        ) {
          const active = tasksOf(shop(stage)).filter(({ desiredStatus }) => desiredStatus === 'RUNNING')
          const healthy = active.filter((task) => isServing(elb, task)).length
          expect(healthy).toBeGreaterThanOrEqual(Math.ceil((desiredCount * minimumHealthyPercent) / 100))
          expect(active.length).toBeLessThanOrEqual(Math.floor((desiredCount * maximumPercent) / 100))
          stage.context.advance(200)
        }
        expect(shop(stage).deployments[0]?.rolloutState).toBe('COMPLETED')
      }),
      { numRuns: 40, seed: 7 },
    )
  })
})
