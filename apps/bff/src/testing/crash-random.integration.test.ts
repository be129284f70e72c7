import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hasEnded, untilRelease } from './crash-run.ts'
import { startCrashWorld, type CrashWorld } from './crash-world.ts'
import { watchEffects } from './effects.ts'
import { expectWhole } from './expect-whole.ts'
import { isLong } from './long.ts'

let world: CrashWorld

beforeAll(async () => {
  world = await startCrashWorld('follows')
  await world.lockstep.start()
  await world.api.checkDrift()
})
afterAll(() => world.close())

/** The same moments in every run, as far as a process can repeat itself. */
function* moments(seed: number): Generator<number> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647
    yield state % 900
  }
}

test.each([
  ['deploy', 'next', 17],
  ['rollback', 'previous', 99],
] as const)(
  'a %s that is killed at random moments ends right, and does nothing twice',
  async (kind, name, seed) => {
    const { api, lockstep } = world
    const { digest } = world.version(name)
    const effects = watchEffects(world)
    const { id } = await api.release(
      kind === 'deploy'
        ? { kind, scope: 'both', digest, invalidationMode: 'frontend-only' }
        : { kind, scope: 'both', digest, emergency: false },
    )
    let kills = 0
    for (const milliseconds of moments(seed)) {
      // Not a wait for anything: the moment is what is tried.
      await wait(milliseconds)
      if (hasEnded(await api.current(id)) || kills === (isLong ? 8 : 3)) break
      await lockstep.kill()
      kills += 1
      await lockstep.start()
    }
    const release = await untilRelease(world, id, 'ended', hasEnded)
    expect(kills).toBeGreaterThan(1)
    await expectWhole(world, release, effects())
  },
)
