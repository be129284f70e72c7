import { standardEndpoints } from '@lockstep/aws-sim/scenarios/flagged/endpoints'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startStory, type Story, type StoryOptions } from './story/story-rig.ts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const options: StoryOptions = {
  interval: '30s',
  window: '5m',
  inconclusiveGoesBackAfter: '30m',
  app: { endpoints: standardEndpoints.slice(0, 1) },
}

let story: Story
/** R3 at its second stage, 50 %, quiet for ten minutes. */
async function atHalf(own: Partial<StoryOptions> = {}): Promise<void> {
  story = await startStory({ ...options, ...own })
  await story.start()
  await story.pass(2 * minute)
  await story.control({ action: 'skip', reason: 'The test is about the second stage.' })
  await story.pass(10 * minute)
  expect(await story.rollout()).toMatchObject({ wantedPercent: 50, phase: 'baking' })
  expect(story.built.flag.share()).toBeCloseTo(0.5, 1)
}
beforeEach(() => atHalf())
afterEach(() => story.close())

/** Seconds until the flag itself gives at most that share of the users. */
async function secondsUntilShare(share: number, atMostSeconds: number): Promise<number> {
  const since = story.now()
  while (story.built.flag.share() > share + 0.01) {
    if (story.now() - since > atMostSeconds * second) return Number.POSITIVE_INFINITY
    await story.pass(5 * second)
  }
  return (story.now() - since) / second
}

/** The decisions that say something else than to go on, each once. */
const severities = async (): Promise<string[]> => [
  ...new Set(
    (await story.decisions())
      .filter(({ decision }) => decision !== 'continue')
      .map(({ severity, decision, effect }) => `${severity}: ${decision}, ${effect}`),
  ),
]

const first = async (decision: string) => {
  const found = (await story.decisions()).find((one) => one.decision === decision)
  if (found === undefined) throw new Error(`nothing has decided ${decision}`)
  return found
}
const secondsAllowed = ({ at, dueAt }: { at: string; dueAt: string | null }): number | null =>
  dueAt === null ? null : (Date.parse(dueAt) - Date.parse(at)) / second

/** Both paths alike, so that the candidate is not worse than the baseline and the limits alone decide. */
function bothFail(errorRate: number): void {
  story.built.setPath('old', { errorRate })
  story.built.setPath('new', { errorRate })
}

test.each([8, 30])(
  'critical: with %i % errors nobody is on the new path after 5 minutes',
  async (percent) => {
    story.built.setPath('new', { errorRate: percent / 100 })
    expect(await secondsUntilShare(0, 300)).toBeLessThanOrEqual(300)
    const decision = await first('rollback-to-zero')
    expect(decision).toMatchObject({ severity: 'critical', verdict: 'fail', effect: 'acted' })
    expect(secondsAllowed(decision)).toBe(300)
    const errors = decision.measurements.find(({ metric }) => metric === 'error-rate')
    expect(errors).toMatchObject({ variant: 'candidate', verdict: 'fail', comparison: 'above', limit: 5 })
    expect(errors?.value).toBeGreaterThan(5)
    await story.pass(2 * minute)
    const { end, phase } = await story.rollout()
    expect(phase).toBe('ended')
    expect(end).toMatchObject({
      how: 'zero',
      by: 'decision',
      probes: [{ ok: true, sentence: expect.stringMatching(/api.courses .*401/) }],
    })
    expect(end?.offAt).not.toBeNull()
    expect(await story.release()).toMatchObject({
      status: 'failed',
      failure: { code: 'threshold-breached' },
    })
    await story.pass(hour)
    expect(story.built.flag.share()).toBe(0)
  },
)

test('critical: the API does not answer, nobody is on the new path after 5 minutes, and the old one is proven when it is back', async () => {
  const down = story.simulator.faults.add({
    service: 'door',
    operation: 'lessons-production-api',
    kind: 'serverError',
  })
  expect(await secondsUntilShare(0, 300)).toBeLessThanOrEqual(300)
  const decision = await first('rollback-to-zero')
  expect(decision).toMatchObject({ severity: 'critical', effect: 'acted' })
  expect(decision.sentence).toContain('does not answer')
  expect((await story.rollout()).phase).toBe('leaving')
  down()
  await story.pass(10 * second)
  expect((await story.rollout()).end?.probes).toMatchObject([{ ok: true }])
})

test.each([
  ['2 % errors', { errorRate: 0.02 }, 'error-rate', 1],
  ['a p95 above 2 s', { latencyMilliseconds: 1_800 }, 'latency-p95', 2000],
] as const)(
  'high: with %s it is a stage back within 15 minutes, and stays there until a person resumes',
  async (_what, change, metric, limit) => {
    story.built.setPath('new', change)
    expect(await secondsUntilShare(0.1, 900)).toBeLessThanOrEqual(900)
    const decision = await first('previous-stage')
    expect(decision).toMatchObject({ severity: 'high', verdict: 'fail', effect: 'acted', percent: 10 })
    expect(secondsAllowed(decision)).toBe(900)
    const told = decision.measurements.find(
      (one) => one.metric === metric && one.variant === 'candidate' && one.limit === limit,
    )
    const worse = decision.comparison?.verdict === 'fail'
    expect(worse || told?.verdict === 'fail').toBe(true)
    story.built.setPath('new', {})
    await story.pass(3 * hour)
    expect(await story.rollout()).toMatchObject({ wantedPercent: 10, appliedPercent: 10, phase: 'held' })
    expect(story.built.flag.share()).toBeCloseTo(0.1, 1)
    await story.control({ action: 'resume' })
    await story.pass(5 * minute)
    expect(await story.rollout()).toMatchObject({ wantedPercent: 10, phase: 'baking', held: null })
  },
)

test('high: what stays bad goes down stage by stage, never up', async () => {
  story.built.setPath('new', { errorRate: 0.02 })
  await story.pass(30 * minute)
  expect(story.built.flag.share()).toBe(0)
  const percents = story.seen.map(({ rollout }) => rollout.wantedPercent)
  expect([...new Set(percents.slice(percents.indexOf(50)))]).toEqual([50, 10, 0])
})

test('medium: above 0.5 % it is paused where it is, and an hour is left for a person to look', async () => {
  bothFail(0.007)
  await story.pass(10 * minute)
  const decision = await first('pause')
  expect(decision).toMatchObject({ severity: 'medium', verdict: 'fail', effect: 'acted' })
  expect(secondsAllowed(decision)).toBe(3600)
  const { held, decision: now } = await story.rollout()
  expect(held?.by.id).toBe('lockstep')
  expect(now?.dueAt).not.toBeNull()
  await story.pass(2 * hour)
  expect(story.built.flag.share()).toBeCloseTo(0.5, 1)
  expect(await story.rollout()).toMatchObject({ wantedPercent: 50, phase: 'held' })
})

test('low: above 0.1 % it is watched and goes on', async () => {
  bothFail(0.002)
  await story.pass(hour)
  expect(await severities()).toEqual(['low: monitor, nothing'])
  expect(await story.rollout()).toMatchObject({ wantedPercent: 50, phase: 'baking', held: null })
})

test('missing: numbers that cannot be read hold it, and it goes on by itself when they are back', async () => {
  const before = (await story.rollout()).bakeRemainingSeconds ?? 0
  const outage = story.simulator.faults.add({
    service: 'cloudwatch',
    operation: 'GetMetricData',
    kind: 'accessDenied',
  })
  await story.pass(20 * minute)
  const held = await story.rollout()
  expect(held).toMatchObject({ wantedPercent: 50, phase: 'held', decision: { verdict: 'inconclusive' } })
  expect(held.inconclusive?.goesBackAt).not.toBeNull()
  outage()
  await story.pass(2 * minute)
  const back = await story.rollout()
  expect(back).toMatchObject({ wantedPercent: 50, phase: 'baking', held: null, inconclusive: null })
  // The time without numbers is not time in which it was seen to be well.
  expect(before - (back.bakeRemainingSeconds ?? 0)).toBeLessThan(10 * 60)
})

test('missing: numbers that stay away for the policy’s half an hour take it one stage back', async () => {
  story.simulator.faults.add({ service: 'cloudwatch', operation: 'GetMetricData', kind: 'accessDenied' })
  await story.pass(29 * minute)
  expect(story.built.flag.share()).toBeCloseTo(0.5, 1)
  await story.pass(9 * minute)
  expect(await story.rollout()).toMatchObject({ wantedPercent: 10, phase: 'held' })
  expect(story.built.flag.share()).toBeCloseTo(0.1, 1)
})

test('missing: a candidate without numbers beside a baseline with them is held and goes back', async () => {
  await story.close()
  story = await startStory({ ...options, candidateMetrics: 'somebody-renamed-it' })
  await story.start()
  await story.pass(20 * minute)
  expect(await story.rollout()).toMatchObject({ wantedPercent: 10, phase: 'held' })
  expect((await story.rollout()).decision).toMatchObject({ verdict: 'inconclusive' })
  await story.pass(30 * minute)
  expect(await story.rollout()).toMatchObject({ wantedPercent: 0, phase: 'held' })
  expect(story.built.flag.share()).toBe(0)
})
