import { expect, test } from 'vitest'
import { leave } from '../../domain/rollout/leave.ts'
import { after, ana, bakingAt } from '../../domain/rollout/testing/rollout-fixture.ts'
import { rolloutOutcome } from './rollout-outcome.ts'
import { createRolloutWorld, releaseId } from './testing/rollout-world.ts'

type World = ReturnType<typeof createRolloutWorld>
const phases = async (rig: World, looks: number): Promise<string[]> => {
  const seen: string[] = []
  for (let done = 0; done < looks; done += 1) {
    const { record } = await rig.look()
    const now = `${record.state.phase} ${record.state.wantedPercent}`
    if (seen.at(-1) !== now) seen.push(now)
  }
  return seen
}

test('in virtual time it passes all stages and ends full', async () => {
  const rig = createRolloutWorld()
  expect(await phases(rig, 20)).toEqual(['baking 10', 'baking 50', 'baking 100', 'ended 100'])
  expect(rig.world.writes.map(({ percent }) => percent)).toEqual([10, 50, 100])
  expect(rolloutOutcome({ state: rig.state() })).toEqual({ kind: 'done' })
})

test('sleeps until the bake time is over when that is sooner than the next look', async () => {
  const rig = createRolloutWorld(bakingAt(0, { bakedSeconds: 40 }))
  rig.world.aws = 10
  expect((await rig.look(15)).nextLookSeconds).toBe(5)
})

test('a person’s control during a look wins, and it looks again at once', async () => {
  const rig = createRolloutWorld(bakingAt(0, { bakedSeconds: 60 }))
  rig.world.aws = 10
  const looking = rig.look()
  await rig.change((state) => ({
    ...state,
    held: { by: ana, at: after(1).toISOString(), reason: 'Stop.' },
    heldFor: 'person',
  }))
  const { nextLookSeconds, record } = await looking
  expect(nextLookSeconds).toBe(0)
  expect(record.state).toMatchObject({ wantedPercent: 10, held: { by: ana } })
})

test('to zero by a decision: off, proven, the old path asked, the candidate taken away, and said', async () => {
  const rig = createRolloutWorld(bakingAt(1))
  rig.world.aws = 50
  rig.world.health = 'critical'
  await rig.look()
  expect(rig.world.writes).toEqual([{ percent: 0, urgent: true }])
  await rig.look(1)
  const { phase, end } = rig.state()
  expect(phase).toBe('ended')
  expect(end).toMatchObject({ by: 'decision', probes: [{ name: 'Old path', ok: true }] })
  expect([rig.world.finished, rig.world.retired]).toEqual([1, 1])
  expect(rolloutOutcome({ state: rig.state() })).toMatchObject({
    kind: 'failed',
    problem: { code: 'threshold-breached', detail: expect.stringContaining('Error rate is 7 %') },
    state: expect.stringContaining('v1 serves'),
  })
})

const leaving = (by: 'person' | 'emergency') =>
  leave(bakingAt(1), { by, actor: ana, reason: 'Wrong.', at: after(0).toISOString() })

test('asks AWS again and again until it takes zero', async () => {
  const rig = createRolloutWorld(leaving('emergency'))
  rig.world.aws = 50
  rig.world.refuses = { code: 'aws-throttled', title: 'Throttled.', detail: null, remedy: null }
  await rig.look(1)
  await rig.look(1)
  expect(rig.state()).toMatchObject({
    phase: 'leaving',
    problem: { code: 'aws-throttled' },
    end: { acceptedAt: null },
  })
  rig.world.refuses = null
  await rig.look(1)
  expect(rig.world.aws).toBe(0)
  expect(rig.state().phase).toBe('ended')
})

test('waits for the proof and for the old path, and says what is missing when neither comes', async () => {
  const rig = createRolloutWorld(leaving('person'))
  rig.world.candidateAnswers = 'on'
  rig.world.oldPathAnswers = false
  await rig.look(1)
  expect(rig.state()).toMatchObject({ phase: 'leaving', end: { offAt: null, probes: [] } })
  rig.world.candidateAnswers = 'off'
  await rig.look(10)
  expect(rig.state()).toMatchObject({ phase: 'leaving', end: { probes: [{ ok: false }] } })
  await rig.look(300)
  expect(rig.state().phase).toBe('ended')
  expect(rolloutOutcome({ state: rig.state() })).toMatchObject({
    kind: 'aborted',
    problem: { title: 'Ana ended the rollout at zero.' },
    state: expect.stringContaining('/courses answers 502.'),
  })
})

test('a candidate that cannot be taken away is tried again, and in the end left to a person', async () => {
  const rig = createRolloutWorld(leaving('person'))
  rig.world.retireFails = { code: 'aws-access-denied', title: 'Access denied.', detail: null, remedy: null }
  await rig.look(1)
  await rig.look(5)
  expect(rig.state()).toMatchObject({ phase: 'leaving', problem: { code: 'aws-access-denied' } })
  await rig.look(1000)
  expect(rig.state().phase).toBe('ended')
  expect(rolloutOutcome({ state: rig.state() })).toMatchObject({
    kind: 'aborted',
    state: expect.stringContaining('could not be taken away'),
  })
})

test('AWS that went back by itself fails the release as what it is', async () => {
  const rig = createRolloutWorld(bakingAt(1))
  rig.world.gone = 'rolled-back'
  await rig.look()
  expect(rolloutOutcome({ state: rig.state() })).toMatchObject({
    kind: 'failed',
    problem: { code: 'ecs-rolled-back' },
    state: expect.stringContaining('v1 serves'),
  })
})

test('an end at zero that comes after AWS has finished is a failure, not a success', async () => {
  const rig = createRolloutWorld(leaving('emergency'))
  rig.world.aws = 100
  rig.world.gone = 'finished'
  await rig.look(1)
  expect(rolloutOutcome({ state: rig.state() })).toMatchObject({
    kind: 'failed',
    problem: { code: 'verification-failed' },
    state: 'Everybody gets v2.',
  })
})

test('zero in AWS does not count while Lockstep’s own write has failed by half', async () => {
  const rig = createRolloutWorld(leaving('emergency'))
  rig.world.aws = 50
  rig.world.refuses = { code: 'aws-unavailable', title: 'No answer.', detail: null, remedy: null }
  rig.world.refusesAt = 0
  await rig.look(1)
  await rig.look(1)
  expect(rig.state()).toMatchObject({ phase: 'leaving', end: { acceptedAt: null, offAt: null } })
  expect(rig.world.writes).toHaveLength(2)
  rig.world.refuses = null
  await rig.look(1)
  expect(rig.state()).toMatchObject({ phase: 'ended', end: { acceptedAt: expect.any(String) } })
})

test('zero that somebody set by hand is written once more, since it may serve nobody', async () => {
  const rig = createRolloutWorld(leaving('emergency'))
  rig.world.aws = 0
  await rig.look(1)
  expect(rig.world.writes).toEqual([{ percent: 0, urgent: true }])
})

test.for(['baking', 'leaving'] as const)(
  'another driver in the configuration neither reads, moves nor proves a rollout that is %s',
  async (phase) => {
    const rig = createRolloutWorld(phase === 'baking' ? bakingAt(1) : leaving('emergency'))
    rig.world.aws = 0
    rig.world.driverId = 'appconfig-flag'
    const { problem } = await rig.look(1)
    expect(problem).toMatchObject({
      code: 'rollout-not-configured',
      title: expect.stringContaining('alb-weights'),
    })
    await rig.applyWanted(releaseId, { urgent: true })
    expect(rig.world.writes).toEqual([])
    expect(rig.state()).toMatchObject({ phase, appliedPercent: 50 })
    rig.world.driverId = 'alb-weights'
    expect((await rig.look(1)).problem).toBeNull()
  },
)

test.for(['baking', 'leaving'] as const)(
  'AWS that gives up its way back from %s leaves people on the new version, which is said',
  async (phase) => {
    const rig = createRolloutWorld(phase === 'baking' ? bakingAt(1) : leaving('emergency'))
    rig.world.aws = 40
    rig.world.gone = 'rolled-back'
    await rig.look(1)
    expect(rig.state()).toMatchObject({
      phase: 'ended',
      appliedPercent: 40,
      end: { offAt: null },
      problem: { code: 'verification-failed', title: expect.stringContaining('40 %') },
    })
    expect(rig.world.retired).toBe(0)
    expect(rolloutOutcome({ state: rig.state() })).toMatchObject({
      kind: 'failed',
      state: '40 % goes to v2, the rest to v1.',
    })
  },
)

test('a candidate with fewer tasks than main has by now gets no more traffic until it has as many', async () => {
  const rig = createRolloutWorld(bakingAt(0, { bakedSeconds: 600 }))
  rig.world.aws = 10
  for (const tasks of [{ main: 6, running: 2 }, 'unreadable'] as const) {
    rig.world.tasks = tasks
    await rig.look()
    expect(rig.state()).toMatchObject({ wantedPercent: 10, held: null, foreign: null })
    expect(rig.state().decision?.sentence).toMatch(/gets no more traffic until/)
  }
  rig.world.tasks = { main: 6, running: 6 }
  await rig.look()
  expect(rig.state().wantedPercent).toBe(50)
  // What it does badly counts all the same.
  rig.world.tasks = { main: 9, running: 6 }
  rig.world.health = 'critical'
  await rig.look()
  expect(rig.state().wantedPercent).toBe(0)
})

test('a candidate whose files are gone or somebody else’s is held, and gets no more traffic while that is not known', async () => {
  const rig = createRolloutWorld(bakingAt(0, { bakedSeconds: 600 }))
  rig.world.aws = 10
  rig.world.site = 'unreadable'
  await rig.look()
  expect(rig.state()).toMatchObject({ wantedPercent: 10, held: null })
  expect(rig.state().decision?.sentence).toMatch(/gets no more traffic until S3 answers/)
  rig.world.site = { altered: ['candidate/index.html'] }
  await rig.look()
  expect(rig.state()).toMatchObject({ wantedPercent: 10, phase: 'held' })
  expect(rig.state().held?.reason).toContain('candidate/index.html')
})

test('a candidate whose files are there is widened', async () => {
  const rig = createRolloutWorld(bakingAt(0, { bakedSeconds: 600 }))
  rig.world.aws = 10
  rig.world.site = { altered: [] }
  await rig.look()
  expect(rig.state().wantedPercent).toBe(50)
})

test('what the candidate does badly takes it to zero, whatever became of its files', async () => {
  const rig = createRolloutWorld(bakingAt(0))
  rig.world.aws = 10
  rig.world.site = { altered: ['candidate/index.html'] }
  rig.world.health = 'critical'
  await rig.look()
  expect(rig.state().wantedPercent).toBe(0)
})
