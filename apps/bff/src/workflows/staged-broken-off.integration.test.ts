import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'
import { driverOf, passedAt, rolloutBy } from './testing/staged-config.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

beforeAll(async () => {
  ;[simulator, store] = await Promise.all([
    startReleaseSimulator({ rollout: 'alb-weights' }),
    openPreparedStore(),
  ])
  rig = await startReleaseRig({
    store,
    simulator,
    rollout: rolloutBy(driverOf(simulator, 'alb-weights'), [passedAt(100)]),
  })
})
afterAll(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

const built = (): PairedEnvironment => {
  if (simulator.scenario === undefined) throw new Error('the simulator has no scenario')
  return simulator.scenario
}
const digestOf = (name: string) => built().version(name).digest
const versionOf = (name: string) => built().version(name).version
const candidateTasks = (): number | undefined =>
  simulator.world.ecs.service(built().cluster, built().rollout?.candidate?.service ?? '')?.desiredCount
const served = async (): Promise<string> =>
  ((await (await fetch(`${built().apiUrl}/version`)).json()) as { version: string }).version

test('a release that is broken off when everybody is on its candidate says so, and a rollback brings everybody back', async () => {
  const { id } = await rig.release({
    kind: 'deploy',
    scope: 'backend',
    digest: digestOf('next'),
    strategy: 'stages',
  })
  await rig.until(id, ({ steps }) =>
    steps.some((step) => step.id === 'rollout' && step.state === 'succeeded'),
  )
  await rig.parts.verbs.abortRelease({ releaseId: id, reason: 'A test.', actor: ana })
  const ended = await rig.untilEnded(id)
  expect(ended.outcome).toContain(`All traffic is on the candidate, which runs ${versionOf('next')}.`)
  expect(await served()).toBe(versionOf('next'))
  // To end its tasks now would end the service.
  expect(candidateTasks()).toBeGreaterThan(0)

  const again = await rig.parts.verbs.planRelease({
    ref: rig.environment,
    actor: ana,
    request: { kind: 'deploy', scope: 'backend', digest: digestOf('previous'), strategy: 'stages' },
  })
  expect(again.ok && again.value.preflight.find((check) => check.id === 'rollout-at-zero')).toMatchObject({
    status: 'fail',
    observed: '100 %',
  })

  const back = await rig.release({
    kind: 'rollback',
    scope: 'backend',
    digest: digestOf('current'),
    emergency: true,
  })
  expect(await rig.untilEnded(back.id)).toMatchObject({ status: 'succeeded' })
  expect(await served()).toBe(versionOf('current'))
  expect(candidateTasks()).toBe(0)
})

test('traffic that somebody has sent to the candidate by hand is named in the plan and in the log of what brings it back', async () => {
  const { rollout, targetGroupArn } = built()
  const rule = simulator.world.elb.state.rules.get(rollout?.rule?.arn ?? '')
  for (const group of rule?.actions[0]?.ForwardConfig?.TargetGroups ?? [])
    group.Weight = group.TargetGroupArn === targetGroupArn ? 60 : 40
  const request = {
    kind: 'deploy',
    scope: 'backend',
    digest: digestOf('current'),
    strategy: 'all-at-once',
  } as const
  const planned = await rig.parts.verbs.planRelease({ ref: rig.environment, actor: ana, request })
  expect(planned.ok && planned.value.preflight.find((check) => check.id === 'rollout-at-zero')).toMatchObject(
    {
      status: 'warn',
      sentence: '40 % of the traffic is on the candidate; this release brings it back to main.',
    },
  )
  const { id } = await rig.release(request)
  expect(await rig.untilEnded(id)).toMatchObject({ status: 'succeeded' })
  const log = await rig.parts.verbs.listReleaseLog(id, { after: 0, limit: 200 })
  expect(JSON.stringify(log)).toContain('40 % of the traffic was on the candidate')
})

test('an emergency sends everybody back to main without a deploy as long as ECS was not told to change it', async () => {
  // What the release stopped at is what the emergency meets: a main half that nobody has touched.
  const { id } = await rig.release({
    kind: 'deploy',
    scope: 'backend',
    digest: digestOf('previous'),
    strategy: 'stages',
  })
  await rig.until(id, ({ steps }) =>
    steps.some((step) => step.id === 'candidate-steady' && step.state === 'succeeded'),
  )
  const fault = simulator.faults.add({
    service: 'ecs',
    operation: 'DescribeTaskDefinition',
    kind: 'throttle',
  })
  await rig.until(id, ({ steps }) =>
    steps.some((step) => step.id === 'backend-update' && step.state === 'running'),
  )
  expect(await served()).toBe(versionOf('previous'))
  expect(await rig.rollouts.getEnvironmentRollout(rig.environment)).toMatchObject({
    value: { emergency: expect.stringContaining('Where the main half was being changed already') },
  })
  const updates = () =>
    simulator.requests.list().filter(({ operation }) => operation === 'UpdateService').length
  const before = updates()
  const answered = await rig.rollouts.emergency({
    ref: rig.environment,
    actor: ana,
    reason: null,
    idempotencyKey: 'broken',
  })
  expect(answered).toMatchObject({ ok: true, value: { effect: 'to-zero', releaseId: id } })
  expect(await served()).toBe(versionOf('current'))
  const ended = await rig.untilEnded(id)
  expect(ended.status).toBe('aborted')
  expect(ended.outcome).toContain('Nobody is sent to the candidate any more.')
  fault()
  // The candidate's tasks were ended; nothing else was asked of ECS.
  expect(updates() - before).toBe(1)
  expect(candidateTasks()).toBe(0)
})

const deployWhoseMainFails = async (name: string, idempotencyKey: string) => {
  const { cluster, service } = built()
  const sick = simulator.world.behaviours.add(
    { digest: digestOf(name), service: `${cluster}/${service}` },
    { health: 'fail' },
  )
  const { id } = await rig.release({
    kind: 'deploy',
    scope: 'backend',
    digest: digestOf(name),
    strategy: 'stages',
  })
  const ended = await rig.untilEnded(id)
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'ecs-rolled-back' } })
  expect(ended.outcome).toContain(`All traffic is on the candidate, which runs ${versionOf(name)}.`)
  expect(await served()).toBe(versionOf(name))
  return {
    id,
    well: () => simulator.world.behaviours.remove(sick.id),
    press: () => rig.rollouts.emergency({ ref: rig.environment, actor: ana, reason: null, idempotencyKey }),
  }
}

test('when ECS has put main back, an emergency sends everybody there at once', async () => {
  const { id, press, well } = await deployWhoseMainFails('previous', 'put-back')
  expect(await press()).toMatchObject({ ok: true, value: { effect: 'to-zero', releaseId: id } })
  expect(await served()).toBe(versionOf('current'))
  well()
})

test('nobody is sent to a main half without a healthy target: an emergency makes it whole first', async () => {
  const { cluster, service } = built()
  const { press, well } = await deployWhoseMainFails('next', 'main-is-down')
  const down = simulator.world.behaviours.add({ service: `${cluster}/${service}` }, { health: 'fail' })
  const healthy = () =>
    [...(simulator.world.elb.state.targetGroups.get(built().targetGroupArn)?.targets.values() ?? [])].filter(
      ({ state }) => state === 'healthy',
    ).length
  await expect.poll(healthy, { timeout: 10_000 }).toBe(0)
  const answered = await press()
  expect(answered).toMatchObject({ ok: true, value: { effect: 'rollback' } })
  expect(await served()).toBe(versionOf('next'))
  simulator.world.behaviours.remove(down.id)
  const back = await rig.untilEnded(answered.ok ? answered.value.releaseId : '')
  expect(back).toMatchObject({ status: 'succeeded', artifact: { version: versionOf('current') } })
  expect(await served()).toBe(versionOf('current'))
  well()
})
