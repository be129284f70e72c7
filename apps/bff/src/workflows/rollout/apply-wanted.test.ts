import { expect, test } from 'vitest'
import { leave } from '../../domain/rollout/leave.ts'
import type { RolloutState } from '../../domain/rollout/rollout-state.ts'
import { after, ana, bakingAt } from '../../domain/rollout/testing/rollout-fixture.ts'
import { want } from '../../domain/rollout/want.ts'
import { createRolloutWorld, releaseId } from './testing/rollout-world.ts'

const to =
  (percent: number) =>
  (state: RolloutState): RolloutState =>
    want(state, { percent, stageIndex: 0, by: ana, at: after(1).toISOString(), sentence: 'Set.' })
const toZero = (state: RolloutState): RolloutState =>
  leave(state, { by: 'emergency', actor: ana, reason: null, at: after(1).toISOString() })

test('writes down what AWS accepted', async () => {
  const rig = createRolloutWorld(bakingAt(0))
  await rig.change(to(30))
  await rig.applyWanted(releaseId, { urgent: false })
  expect(rig.world.aws).toBe(30)
  expect(rig.state()).toMatchObject({ appliedPercent: 30, writtenPercent: 30, problem: null })
})

test('of many wishes at once the last one lasts', async () => {
  const rig = createRolloutWorld(bakingAt(0))
  const writes = []
  for (const percent of [20, 40, 60, 35]) {
    await rig.change(to(percent))
    writes.push(rig.applyWanted(releaseId, { urgent: false }))
  }
  await Promise.all(writes)
  expect(rig.world.aws).toBe(35)
  // One at a time, each of what was wanted by then: never an older one after a newer one.
  expect(rig.world.writes.at(-1)).toEqual({ percent: 35, urgent: false })
})

test('an urgent one waits for nobody, and an older one that arrives after it does not last', async () => {
  const rig = createRolloutWorld(bakingAt(0))
  const slow = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  rig.world.beforeWrite = (percent) => {
    if (percent !== 60) return Promise.resolve()
    begun.resolve()
    return slow.promise
  }
  await rig.change(to(60))
  const older = rig.applyWanted(releaseId, { urgent: false })
  await begun.promise
  await rig.change(toZero)
  await rig.applyWanted(releaseId, { urgent: true })
  expect(rig.world.aws).toBe(0)
  expect(rig.state().end?.acceptedAt).not.toBeNull()
  slow.resolve()
  await older
  expect(rig.world.writes.map(({ percent }) => percent)).toEqual([0, 60, 0])
  expect(rig.world.aws).toBe(0)
})

test('a person’s end at zero waits for no write either', async () => {
  const rig = createRolloutWorld(bakingAt(0))
  const slow = Promise.withResolvers<void>()
  rig.world.beforeWrite = (percent) => (percent === 60 ? slow.promise : Promise.resolve())
  await rig.change(to(60))
  const older = rig.applyWanted(releaseId, { urgent: false })
  await rig.change((state) =>
    leave(state, { by: 'person', actor: ana, reason: 'Wrong.', at: after(2).toISOString() }),
  )
  await rig.applyWanted(releaseId, { urgent: false })
  expect(rig.world.writes.at(-1)).toEqual({ percent: 0, urgent: false })
  slow.resolve()
  await older
  expect(rig.world.aws).toBe(0)
})

test('what somebody else set is left alone, unless traffic must come off', async () => {
  const foreign = { percent: 73, seenAt: after(0).toISOString(), sentence: 'AWS says 73 %.' }
  const rig = createRolloutWorld(bakingAt(0, { foreign }))
  rig.world.aws = 73
  await rig.applyWanted(releaseId, { urgent: false })
  expect(rig.world.aws).toBe(73)
  await rig.change(toZero)
  await rig.applyWanted(releaseId, { urgent: true })
  expect(rig.world.aws).toBe(0)
})

test('what AWS refuses is kept as a problem, told once, and gone with the first success', async () => {
  const rig = createRolloutWorld(bakingAt(0))
  rig.world.refuses = { code: 'driver-busy', title: 'Another deployment runs.', detail: null, remedy: null }
  await rig.change(to(30))
  await rig.applyWanted(releaseId, { urgent: false })
  await rig.applyWanted(releaseId, { urgent: false })
  expect(rig.state()).toMatchObject({ wantedPercent: 30, problem: { code: 'driver-busy' } })
  expect(rig.world.kept.flatMap(({ lines }) => lines)).toHaveLength(1)
  rig.world.refuses = null
  await rig.applyWanted(releaseId, { urgent: false })
  expect(rig.state()).toMatchObject({ appliedPercent: 30, problem: null })
})

/** A write of 60 % that AWS answers when the test says so, while the rollout is taken to zero. */
async function overtaken() {
  const rig = createRolloutWorld(bakingAt(0))
  const slow = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  rig.world.beforeWrite = (percent) => {
    if (percent !== 60) return Promise.resolve()
    begun.resolve()
    return slow.promise
  }
  await rig.change(to(60))
  const older = rig.applyWanted(releaseId, { urgent: false })
  await begun.promise
  await rig.change(toZero)
  await rig.look(1)
  return { rig, older, answer: slow.resolve }
}

test('a rollout does not end at zero before an older write has come back, which does not last', async () => {
  const { rig, older, answer } = await overtaken()
  await rig.look(5)
  expect(rig.state()).toMatchObject({ phase: 'leaving', end: { offAt: expect.any(String) } })
  expect(rig.world.retired).toBe(0)
  answer()
  await older
  expect(rig.world.aws).toBe(0)
  await rig.look(1)
  expect(rig.state()).toMatchObject({ phase: 'ended', appliedPercent: 0 })
})

test('an older write that AWS never answers, and takes later still, is taken back', async () => {
  const { rig, older, answer } = await overtaken()
  rig.world.refuses = { code: 'aws-unavailable', title: 'No answer.', detail: null, remedy: null }
  answer()
  await older
  rig.world.refuses = null
  await rig.look(20)
  expect(rig.state().phase).toBe('leaving')
  rig.world.aws = 60
  await rig.look(1)
  expect(rig.world.aws).toBe(0)
  await rig.look(120)
  expect(rig.state()).toMatchObject({ phase: 'ended', appliedPercent: 0 })
})

test('one that comes back when the rollout has long ended at zero is taken back all the same', async () => {
  const { rig, older, answer } = await overtaken()
  await rig.look(150)
  expect(rig.state().phase).toBe('ended')
  answer()
  await older
  expect(rig.world.writes.at(-1)).toEqual({ percent: 0, urgent: true })
  expect(rig.world.aws).toBe(0)
  expect(rig.state()).toMatchObject({ phase: 'ended', appliedPercent: 0 })
})

test('a wish that is withdrawn before AWS is told is never told', async () => {
  const rig = createRolloutWorld(bakingAt(0))
  await rig.change(to(60))
  const older = rig.applyWanted(releaseId, { urgent: false })
  await rig.change(toZero)
  await older
  expect(rig.world.writes).not.toContainEqual({ percent: 60, urgent: false })
  expect(rig.state().outstanding).toEqual([])
})
