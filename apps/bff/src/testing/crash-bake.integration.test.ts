import type { LoggedRequest } from '@lockstep/aws-sim/log/request-log'
import type { Rollout } from '@lockstep/shared-types/rollout'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { hasEnded } from './crash-run.ts'
import { expectAuditChain } from './expect-whole.ts'
import { isLong } from './long.ts'
import { startRolloutCrashWorld, type RolloutCrashWorld } from './rollout-crash-world.ts'

const bakeSeconds = 5
/** Of the configuration of this world: a look each second, of which at most three count at once. */
const intervalSeconds = 1

let world: RolloutCrashWorld
beforeEach(async () => {
  world = await startRolloutCrashWorld({ bake: `${bakeSeconds}s` })
  await world.lockstep.start()
})
afterEach(() => world.close())

const hadEffect = ({ status, faulted }: LoggedRequest): boolean =>
  faulted === 'holdAfter' || (status !== null && status < 400)
const done = (operation: string): LoggedRequest[] =>
  world.simulator.requests.list({ operation }).filter(hadEffect)

/** The candidate's weights in the order in which AWS took them. */
const weightsTaken = () =>
  done('ModifyRule').map(({ at, input }) => {
    const text = JSON.stringify(input)
    const weight = new RegExp(`"${world.candidateArn}","Weight":"?(\\d+)`).exec(text)?.[1]
    return { at: Date.parse(at), weight: Number(weight) }
  })
const until = (id: string, what: string, wanted: (rollout: Rollout) => boolean): Promise<Rollout> =>
  world
    .until(
      what,
      () => world.readRollout(id),
      (rollout) => rollout !== null && wanted(rollout),
    )
    .then((rollout) => rollout ?? Promise.reject(new Error('no rollout')))
const deploy = async (): Promise<string> => {
  const { id } = await world.api.release({
    kind: 'deploy',
    scope: 'both',
    digest: world.built.version('next').digest,
    strategy: 'stages',
    invalidationMode: 'frontend-only',
  })
  return id
}
const hasBaked = ({ gate }: Rollout): boolean =>
  gate?.checks.some(({ id, state }) => id === 'bake' && state === 'pass') === true
const left = ({ bakeRemainingSeconds }: Rollout): number => bakeRemainingSeconds ?? 0

async function holdOverARestart(id: string): Promise<void> {
  expect(await world.press(id, 'hold')).toBe(200)
  const held = await until(id, 'held', ({ phase }) => phase === 'held')
  await world.restart()
  const again = await until(id, 'looked at again', ({ updatedAt }) => updatedAt > held.updatedAt)
  expect(again).toMatchObject({ phase: 'held', wantedPercent: 50, held: held.held })
  expect(left(again)).toBe(left(held))
  expect(await world.press(id, 'resume')).toBe(200)
}

test('a release that is killed again and again while it bakes and while it is held ends full, having waited as long as it should', async () => {
  const id = await deploy()
  let kills = 0
  for (const stageIndex of [0, 1, 2]) {
    let before = await until(id, `in stage ${stageIndex}`, (one) => one.stageIndex === stageIndex)
    // Each life is shorter than the bake time: begun anew it would never be over.
    for (const remaining of [4, 2]) {
      before = await until(
        id,
        `with ${remaining} s left`,
        (one) => one.stageIndex > stageIndex || left(one) <= remaining,
      )
      await world.restart()
      kills += 1
      const after = await until(id, 'seen again', () => true)
      if (after.stageIndex !== before.stageIndex) continue
      expect(left(after)).toBeLessThanOrEqual(left(before))
      expect(left(after)).toBeGreaterThanOrEqual(left(before) - 3 * intervalSeconds)
      expect(after).toMatchObject({ wantedPercent: before.wantedPercent, foreign: null })
    }
    if (stageIndex === 1) await holdOverARestart(id)
    await until(id, 'baked', (one) => one.stageIndex > stageIndex || hasBaked(one))
    if (!isLong) await world.skip(id, stageIndex)
  }
  const release = await world.until('ended', () => world.api.current(id), hasEnded)
  expect(release).toMatchObject({ status: 'succeeded', failure: null })
  expect(kills).toBe(6)

  const taken = weightsTaken()
  expect(taken.map(({ weight }) => weight)).toEqual([10, 50, 100, 0])
  const between = taken.slice(1, 3).map(({ at }, index) => at - (taken[index]?.at ?? 0))
  // What is left of the stage's gate after that is a minute that was measured: `npm run test:long` waits for it.
  for (const milliseconds of between) expect(milliseconds).toBeGreaterThanOrEqual(bakeSeconds * 1000)
  const updates = done('UpdateService').map(({ input }) => JSON.stringify(input))
  expect(updates).toEqual([...new Set(updates)])
  expect(done('CreateInvalidation')).toHaveLength(1)
  await world.lockstep.kill()
  await expectAuditChain(world.lockstep.dataFolder)
}, 600_000)

test('killed while a person’s way to zero is under way, it is at zero after the restart, and stays there', async () => {
  const id = await deploy()
  await until(id, 'at 10 %', ({ phase, appliedPercent }) => phase === 'baking' && appliedPercent === 10)
  const fault = world.simulator.faults.add({
    service: 'elbv2',
    operation: 'ModifyRule',
    kind: 'holdAfter',
    times: 1,
  })
  const pressed = world.press(id, 'to-zero').catch(() => 0)
  await fault.nextHit()
  await world.lockstep.kill()
  fault.drop()
  fault()
  await pressed
  await world.lockstep.start()
  const release = await world.until('ended', () => world.api.current(id), hasEnded)
  expect(release.status).toBe('aborted')
  expect(world.weight()).toBe(0)
  expect((await world.readRollout(id))?.end).toMatchObject({ how: 'zero', by: 'person' })
  expect(weightsTaken().map(({ weight }) => weight)).toEqual([10, 0])
})
