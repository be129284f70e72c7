import type { PlanRequest } from '@lockstep/shared-types/plan'
import { expect } from 'vitest'
import { runQuietly, runThroughKills } from './crash-run.ts'
import { startCrashWorld } from './crash-world.ts'
import { watchEffects } from './effects.ts'
import { expectAuditChain, expectWhole } from './expect-whole.ts'
import { killPoints } from './kill-points.ts'
import { isLong } from './long.ts'

/** Once asked for and at the end; between them there are eleven boundaries of steps. */
const ends = 2
const stepBoundaries = { every: 11, none: 0 } as const

/** A release of `wanted` through all kills, after one that has published `published`, and all that must hold then. */
export async function expectSurvival(
  published: string,
  wanted: string,
  request: (digest: string) => PlanRequest,
  boundaries: keyof typeof stepBoundaries,
): Promise<void> {
  const world = await startCrashWorld('stands')
  const { lockstep, api, built, version } = world
  try {
    await lockstep.start()
    await api.checkDrift()
    const { digest } = version(published)
    await runQuietly(world, {
      kind: 'deploy',
      scope: 'frontend',
      digest,
      invalidationMode: 'frontend-only',
    })
    const points = killPoints(built, version(wanted)).filter(({ sample }) => isLong || sample)
    const effects = watchEffects(world)
    const { release, kills } = await runThroughKills(
      world,
      request(version(wanted).digest),
      points,
      boundaries,
    )
    expect(kills).toBe(points.length + ends + stepBoundaries[boundaries])
    await expectWhole(world, release, effects())
    await lockstep.kill()
    await expectAuditChain(lockstep.dataFolder)
  } finally {
    await world.close()
  }
}
