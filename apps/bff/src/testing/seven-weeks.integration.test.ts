import { standardEndpoints } from '@lockstep/aws-sim/scenarios/flagged/endpoints'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startStory, type Story } from './story/story-rig.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
/** Monday. */
const begin = Date.UTC(2026, 10, 2, 9)

/*
 * A look each hour over the last hour: no minute of the seven weeks is left out of a decision, and none counts twice.
 * Where something happens it looks each minute. That a look every few seconds decides the same, and in time, is what
 * the severities' own tests show.
 */
let story: Story
beforeAll(async () => {
  story = await startStory({
    startAt: begin,
    interval: '1h',
    window: '1h',
    inconclusiveGoesBackAfter: '6h',
    // Nothing here asks for endpoints, and the simulated AWS measures each.
    app: { endpoints: standardEndpoints.slice(0, 1) },
  })
})
afterAll(() => story.close())

const at = (days: number, hours = 9): number => begin - 9 * hour + days * day + hours * hour

/** What Lockstep wants, what AppConfig gives, and what is measured of the requests. */
async function expectEverywhere(percent: number): Promise<void> {
  const rollout = await story.rollout()
  expect(rollout.wantedPercent).toBe(percent)
  expect(rollout.appliedPercent).toBe(percent)
  // Users are drawn by a hash of their id.
  expect(story.built.flag.share() * 100).toBeGreaterThanOrEqual(percent - 1)
  expect(story.built.flag.share() * 100).toBeLessThanOrEqual(percent + 1)
  expect(rollout.measuredPercent).toBeGreaterThanOrEqual(percent - 1.5)
  expect(rollout.measuredPercent).toBeLessThanOrEqual(percent + 1.5)
}

const openChecks = async (): Promise<string[]> =>
  ((await story.rollout()).gate?.checks ?? []).filter(({ state }) => state !== 'pass').map(({ id }) => id)
const tick = () => story.control({ action: 'tick', check: 'no-complaint', ticked: true })

test('R3 goes from 10 % to 100 % in seven weeks, though life happens', { timeout: 900_000 }, async () => {
  await story.start()
  await story.passUntil(at(0, 11))
  await expectEverywhere(10)

  // The first week is over, and nobody has said that there was no complaint.
  await story.passUntil(at(6, 9))
  expect(await openChecks()).toEqual(['bake', 'manual:no-complaint'])
  await story.passUntil(at(10, 9))
  await expectEverywhere(10)
  expect(await openChecks()).toEqual(['manual:no-complaint'])
  await tick()
  await story.pass(2 * hour)
  await expectEverywhere(50)

  // Monday of the third week the new path fails, until somebody repairs it.
  await story.passUntil(at(14, 11))
  await expectEverywhere(50)
  story.built.setPath('new', { errorRate: 0.04 })
  await story.watch(15 * minute, minute)
  const fallen = await story.rollout()
  expect(fallen).toMatchObject({ wantedPercent: 10, appliedPercent: 10, phase: 'held' })
  expect(fallen.held?.by.id).toBe('lockstep')
  story.built.setPath('new', {})
  await story.passUntil(at(16, 9))
  await expectEverywhere(10)
  expect((await story.rollout()).phase).toBe('held')
  await story.control({ action: 'resume', reason: 'The query is repaired.' })

  // The stage begins anew: a week from when somebody resumed, however early it is ticked.
  await story.passUntil(at(22, 9))
  await tick()
  await story.passUntil(at(23, 8))
  await expectEverywhere(10)
  expect(await openChecks()).toEqual(['bake'])
  await story.passUntil(at(23, 12))
  await expectEverywhere(50)

  // Over the weekend nobody wants to be called.
  await story.passUntil(at(25, 17))
  await story.control({ action: 'hold', reason: 'Weekend.' })
  await story.passUntil(at(28, 9))
  await expectEverywhere(50)
  await story.control({ action: 'resume' })
  await story.passUntil(at(29, 9))
  await tick()
  // A week at 50 % without the 64 hours of that pause.
  await story.passUntil(at(33, 0))
  await expectEverywhere(50)
  await story.passUntil(at(33, 6))
  await expectEverywhere(100)

  // CloudWatch cannot be read for three hours, twice. It is held, goes on by itself, and the seven days begin anew.
  for (const days of [37, 42]) {
    await story.passUntil(at(days, 9))
    const outage = story.simulator.faults.add({
      service: 'cloudwatch',
      operation: 'GetMetricData',
      kind: 'accessDenied',
    })
    await story.pass(3 * hour)
    expect(await story.rollout()).toMatchObject({ phase: 'held', wantedPercent: 100, appliedPercent: 100 })
    outage()
    await story.pass(2 * hour)
    expect((await story.rollout()).held).toBeNull()
  }
  await story.passUntil(at(49, 8))
  await expectEverywhere(100)
  expect(await openChecks()).toEqual(['stable'])
  expect(await story.release()).toMatchObject({ status: 'running' })

  await story.passUntil(at(49, 18))
  expect(await story.release()).toMatchObject({
    status: 'succeeded',
    outcome: 'The rollout is at 100 %: everybody is on the new path.',
  })
  expect(story.built.flag.share()).toBe(1)
})

test('it moved at these moments only, and each percentage was in AWS with it', () => {
  const moves = story.seen.filter(
    ({ rollout }, index) => rollout.wantedPercent !== story.seen[index - 1]?.rollout.wantedPercent,
  )
  const days = moves.map(({ at: seenAt, rollout }) => [
    rollout.wantedPercent,
    Math.round(((seenAt - at(0, 9)) / day) * 10) / 10,
  ])
  expect(days).toEqual([
    [10, 0],
    [50, 10],
    [10, 14.1],
    [50, 23],
    [100, expect.closeTo(32.7, 0)],
  ])
  for (const { rollout } of story.seen) expect(rollout.appliedPercent).toBe(rollout.wantedPercent)
})

test('every decision is kept with the measurements that it rests on', async () => {
  const decisions = await story.decisions()
  expect(decisions.length).toBeGreaterThan(49 * 22)
  expect(decisions.map(({ seq }) => seq)).toEqual(decisions.map((_, index) => index + 1))
  const known = decisions.filter(({ verdict }) => verdict !== 'inconclusive')
  for (const { measurements, at: decidedAt } of known) {
    const errors = measurements.find(({ metric }) => metric === 'error-rate')
    expect(errors?.value, decidedAt).not.toBeNull()
    expect(errors, decidedAt).toBeDefined()
  }
  const acted = decisions.filter(({ decision }) => decision === 'previous-stage')
  expect(acted[0]).toMatchObject({ severity: 'high', effect: 'acted', percent: 10, verdict: 'fail' })
  const inconclusive = decisions.filter(({ verdict }) => verdict === 'inconclusive')
  expect(inconclusive.every(({ decision }) => decision === 'pause')).toBe(true)
})
