import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { ben } from '../domain/rollout/testing/rollout-fixture.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

beforeEach(async () => {
  ;[simulator, store] = await Promise.all([startReleaseSimulator(), openPreparedStore()])
  rig = await startReleaseRig({ store, simulator })
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

const version = (name: string) => {
  const pushed = simulator.scenario?.version(name)
  if (pushed === undefined) throw new Error(`no version ${name}`)
  return pushed
}
const deploy = (name: string) =>
  rig.release({
    kind: 'deploy',
    scope: 'both',
    digest: version(name).digest,
    invalidationMode: 'frontend-only',
  })
const press = (idempotencyKey: string) =>
  rig.rollouts.emergency({ ref: rig.environment, actor: ben, reason: null, idempotencyKey })

test('without a rollout it goes back to the newest good version before, in one press, and twice is once', async () => {
  await rig.untilEnded((await deploy('previous')).id)
  await rig.untilEnded((await deploy('next')).id)
  const shown = await rig.rollouts.getEnvironmentRollout(rig.environment)
  expect(shown).toMatchObject({
    ok: true,
    value: {
      driver: null,
      emergency: `Rolls back to ${version('previous').version} at once; skips everything that can wait.`,
    },
  })
  const first = await press('one')
  expect(first).toMatchObject({ ok: true, value: { effect: 'rollback' } })
  const second = await press('two')
  expect(second).toMatchObject({ ok: true, value: { effect: 'rollback' } })
  const releaseId = first.ok ? first.value.releaseId : ''
  expect(second.ok && second.value.releaseId).toBe(releaseId)
  const release = await rig.untilEnded(releaseId)
  expect(release).toMatchObject({
    kind: 'rollback',
    status: 'succeeded',
    artifact: { version: version('previous').version },
    requestedBy: ben,
    reason: 'Emergency.',
  })
})

test('a release that runs is aborted for it, and what it changed goes back to what ran before', async () => {
  const { id } = await deploy('next')
  await rig.until(id, ({ steps }) =>
    steps.some((step) => step.id === 'backend-update' && step.state === 'succeeded'),
  )
  const answered = await press('one')
  expect(answered).toMatchObject({ ok: true, value: { effect: 'rollback' } })
  expect(await rig.current(id)).toMatchObject({ status: 'aborted' })
  const release = await rig.untilEnded(answered.ok ? answered.value.releaseId : '')
  expect(release).toMatchObject({
    status: 'succeeded',
    artifact: { version: version('current').version },
    rollbackOf: id,
  })
})

test('many presses at once while a release runs are one emergency, and none is told of a failure', async () => {
  const { id } = await deploy('next')
  await rig.until(id, ({ steps }) =>
    steps.some((step) => step.id === 'backend-update' && step.state === 'succeeded'),
  )
  const answers = await Promise.all(['one', 'two', 'three'].map(press))
  expect(answers.map(({ ok }) => ok)).toEqual([true, true, true])
  expect(new Set(answers.map((answer) => answer.ok && answer.value.releaseId)).size).toBe(1)
})

const pressAndWait = async (idempotencyKey: string) => {
  const answered = await press(idempotencyKey)
  if (!answered.ok) throw new Error(JSON.stringify(answered.problem))
  return await rig.untilEnded(answered.value.releaseId)
}

test('pressed again and again it goes one further back each time, never to what was left, and then says so', async () => {
  await rig.untilEnded((await deploy('previous')).id)
  await rig.untilEnded((await deploy('next')).id)
  expect(await pressAndWait('one')).toMatchObject({ artifact: { version: version('previous').version } })
  // What ran here before Lockstep, as the drift check and the list of candidates say too.
  const listed = await rig.parts.verbs.listRollbackCandidates(rig.environment)
  expect(listed.ok && listed.value.candidates[0]?.artifact.version).toBe(version('current').version)
  expect(await pressAndWait('two')).toMatchObject({ artifact: { version: version('current').version } })
  const refused = await press('three')
  expect(refused).toMatchObject({
    ok: false,
    problem: {
      code: 'nothing-to-go-back-to',
      detail: expect.stringContaining(`${version('next').version} was rolled back here`),
    },
  })
})

test('it goes past a version whose image was deleted', async () => {
  await rig.untilEnded((await deploy('previous')).id)
  await rig.untilEnded((await deploy('next')).id)
  const { digest, version: tag } = version('previous')
  const repository = simulator.world.ecr.repository(rig.environment.backend.repository)
  repository?.tags.delete(tag)
  repository?.images.delete(digest)
  expect(await pressAndWait('one')).toMatchObject({ artifact: { version: version('current').version } })
})

test('where nothing served before, it says so and changes nothing', async () => {
  expect(await press('one')).toMatchObject({ ok: false, problem: { code: 'nothing-to-go-back-to' } })
})
