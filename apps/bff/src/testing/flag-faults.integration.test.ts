import { standardEndpoints } from '@lockstep/aws-sim/scenarios/flagged/endpoints'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ana, startStory, type Story } from './story/story-rig.ts'

const minute = 60_000
const hour = 60 * minute
let story: Story
beforeEach(async () => {
  story = await startStory({
    interval: '1m',
    window: '5m',
    inconclusiveGoesBackAfter: '30m',
    app: { endpoints: standardEndpoints.slice(0, 1) },
  })
  await story.start()
  await story.pass(10 * minute)
  const { wantedPercent, phase } = await story.rollout()
  if (wantedPercent !== 10 || phase !== 'baking') throw new Error(`It is ${phase} at ${wantedPercent} %.`)
})
afterEach(() => story.close())

/** Somebody deploys another document to the same environment of AppConfig, over ten minutes. */
function deployByHand(): void {
  const { appconfig } = story.simulator.world
  const { application, environment } = story.built.flag
  appconfig.createProfile(application, { name: 'texts', type: 'AWS.Freeform' })
  const { number } = appconfig.createVersion(application, 'texts', {
    content: Buffer.from('{}'),
    contentType: 'application/json',
  })
  appconfig.createStrategy({
    name: 'slowly',
    durationMinutes: 10,
    growthType: 'LINEAR',
    growthFactor: 10,
    bakeMinutes: 0,
  })
  appconfig.startDeployment({
    application,
    environment,
    profile: 'texts',
    strategy: 'slowly',
    version: String(number),
  })
}

test('while another deployment of AppConfig runs, the wish is kept and told, and comes true when it is over', async () => {
  deployByHand()
  await story.control({ action: 'set-percent', percent: 30, reason: 'A trial.' })
  expect(await story.rollout()).toMatchObject({ wantedPercent: 30, problem: { code: 'driver-busy' } })
  expect(story.built.flag.share()).toBeCloseTo(0.1, 1)
  await story.pass(13 * minute)
  expect(await story.rollout()).toMatchObject({ appliedPercent: 30, problem: null })
  expect(story.built.flag.share()).toBeCloseTo(0.3, 1)
})

test('an emergency does not wait for another deployment of AppConfig', async () => {
  deployByHand()
  const pressed = await story.verbs.emergency({
    ref: story.environment,
    actor: ana,
    reason: null,
    idempotencyKey: 'emergency',
  })
  expect(pressed).toMatchObject({ ok: true, value: { effect: 'to-zero' } })
  expect(pressed.ok && pressed.value.acceptedAt).not.toBeNull()
  expect(story.built.flag.share()).toBe(0)
})

test('a clock that jumps ahead brings no bake time, no stable time and no next stage', async () => {
  await story.control({ action: 'tick', check: 'no-complaint', ticked: true })
  const before = (await story.rollout()).bakeRemainingSeconds ?? 0
  // Nobody looked for eight days: the machine slept, or its clock was set.
  story.simulator.clock.advance(8 * 24 * hour)
  await story.pass(3 * minute)
  const after = await story.rollout()
  expect(after.wantedPercent).toBe(10)
  // At most three intervals count at once.
  expect(before - (after.bakeRemainingSeconds ?? 0)).toBeLessThanOrEqual(3 * 60 + 3 * 60 + 60)
  const stable = after.gate?.checks.find(({ id }) => id === 'stable')
  expect(stable?.state).not.toBe('pass')
  await story.pass(hour)
  expect(story.built.flag.share()).toBeCloseTo(0.1, 1)
})
