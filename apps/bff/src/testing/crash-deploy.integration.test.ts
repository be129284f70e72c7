import { afterAll, beforeAll, expect, test } from 'vitest'
import { runThroughKills } from './crash-run.ts'
import { startCrashWorld, type CrashWorld } from './crash-world.ts'
import { watchEffects } from './effects.ts'
import { expectAuditChain, expectWhole } from './expect-whole.ts'
import { killPoints } from './kill-points.ts'

let world: CrashWorld

beforeAll(async () => {
  world = await startCrashWorld('stands')
  await world.lockstep.start()
  await world.api.checkDrift()
})
afterAll(() => world.close())

test('a deploy that is killed at every boundary and in the middle of every step ends right, and does nothing twice', async () => {
  const next = world.version('next')
  const effects = watchEffects(world)
  const { release, kills } = await runThroughKills(
    world,
    { kind: 'deploy', scope: 'both', digest: next.digest, invalidationMode: 'frontend-only' },
    killPoints(world.built, next),
  )
  expect(kills).toBe(32)
  await expectWhole(world, release, effects())
  await world.lockstep.kill()
  await expectAuditChain(world.lockstep.dataFolder)
})
