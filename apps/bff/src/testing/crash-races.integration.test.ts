import { Problem } from '@lockstep/shared-types/problem'
import { Release } from '@lockstep/shared-types/release'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasEnded, untilRelease } from './crash-run.ts'
import { startCrashWorld, type CrashWorld } from './crash-world.ts'
import { watchEffects } from './effects.ts'
import { expectAuditChain } from './expect-whole.ts'

let world: CrashWorld

beforeAll(async () => {
  world = await startCrashWorld('follows')
  await world.lockstep.start()
})
afterAll(() => world.close())

const planOf = (name: string) =>
  world.api.plan({
    kind: 'deploy',
    scope: 'both',
    digest: world.version(name).digest,
    invalidationMode: 'frontend-only',
  })
const untilEnded = (releaseId: string) => untilRelease(world, releaseId, 'ended', hasEnded)

test('of two people who press Deploy in the same moment, one starts it and the other is shown that release', async () => {
  const plans = [await planOf('next'), await planOf('next')]
  const answers = await Promise.all(
    plans.map((plan, index) => world.api.start(plan, `person-${index}-presses`)),
  )
  const started = answers.find(({ status }) => status === 201)
  const refused = answers.find(({ status }) => status === 409)
  const { id } = Release.parse(started?.body)
  expect(Problem.parse(refused?.body)).toMatchObject({ code: 'release-active', releaseId: id })
  expect(await world.api.releases()).toHaveLength(1)
  expect(await untilEnded(id)).toMatchObject({ status: 'succeeded' })
})

test('the same key twice in the same moment is one release', async () => {
  const plan = await planOf('previous')
  const press = () => world.api.start(plan, 'the-same-key')
  const answers = await Promise.all([press(), press()])
  const ids = answers.flatMap(({ status, body }) => (status === 201 ? [Release.parse(body).id] : []))
  expect(new Set(ids).size).toBe(1)
  for (const { body } of answers.filter(({ status }) => status !== 201))
    expect(Problem.parse(body).code).toBe('request-in-progress')
  const again = await press()
  expect([again.status, Release.parse(again.body).id]).toEqual([201, ids[0]])
  expect(await world.api.releases()).toHaveLength(2)
  expect(await untilEnded(ids[0] ?? '')).toMatchObject({ status: 'succeeded' })
})

test('a start whose process dies before it answers is one release, which the same key finds', async () => {
  const effects = watchEffects(world)
  const plan = await planOf('next')
  const lost = world.api.start(plan, 'dies-before-the-answer').catch(() => null)
  // As soon as anybody can see the release: its answer may be on its way, and is thrown away.
  while ((await world.api.releases()).length < 3);
  await world.lockstep.kill()
  await lost
  await world.lockstep.start()
  const repeated = await world.api.start(plan, 'dies-before-the-answer')
  expect(repeated.status).toBe(201)
  const { id } = Release.parse(repeated.body)
  expect(await untilEnded(id)).toMatchObject({ status: 'succeeded' })
  expect((await world.api.releases()).length).toBe(3)
  expect(effects().updated).toHaveLength(1)
})

test('a start whose process dies before it began anything is repeated with the same key, and begins then', async () => {
  const plan = await planOf('previous')
  const fault = world.simulator.faults.add({ service: 'ecs', operation: 'DescribeServices', kind: 'hold' })
  const struck = fault.nextHit()
  const lost = world.api.start(plan, 'dies-before-it-began').catch(() => null)
  await struck
  await world.lockstep.kill()
  await lost
  fault.drop()
  fault()
  await world.lockstep.start()
  const repeated = await world.api.start(plan, 'dies-before-it-began')
  expect(repeated.status).toBe(201)
  expect(await untilEnded(Release.parse(repeated.body).id)).toMatchObject({ status: 'succeeded' })
})

test('the audit chain holds after all of it', async () => {
  await world.lockstep.kill()
  await expectAuditChain(world.lockstep.dataFolder)
})
