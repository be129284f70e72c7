import { setTimeout as wait } from 'node:timers/promises'
import type { PlanRequest } from '@lockstep/shared-types/plan'
import { endedReleaseStatuses, type Release, type ReleaseStepId } from '@lockstep/shared-types/release'
import type { CrashWorld } from './crash-world.ts'
import type { KillPoint } from './kill-points.ts'

const patienceMilliseconds = 60_000

/** Without it Lockstep would do little else than answer; with more a step could be over before its kill. */
const betweenLooksMilliseconds = 10

/** Reads the release again and again until it is as wanted. */
export async function untilRelease(
  { api }: CrashWorld,
  releaseId: string,
  what: string,
  wanted: (release: Release) => boolean,
): Promise<Release> {
  const end = Date.now() + patienceMilliseconds
  for (;;) {
    const release = await api.current(releaseId)
    if (wanted(release)) return release
    if (release.endedAt !== null || Date.now() > end)
      throw new Error(`The release is not ${what}: ${JSON.stringify(release, null, 1)}`)
    await wait(betweenLooksMilliseconds)
  }
}

export const hasEnded = ({ status }: Release): boolean =>
  endedReleaseStatuses.some((ended) => ended === status)

const stepOf = (release: Release, id: ReleaseStepId) => release.steps.find((step) => step.id === id)

/** One release that nothing disturbs, at a few times the speed of real time. */
export async function runQuietly(world: CrashWorld, request: PlanRequest): Promise<Release> {
  const { id } = await world.api.release(request)
  return await untilRelease(world, id, 'ended', (release) => {
    world.simulator.clock.advance(30)
    return hasEnded(release)
  })
}

/**
 * One release, killed right after it was asked for, at each point in the middle of a step, at its end, and where
 * `boundaries` says so at the end of each step; started again after each kill. Gives the release as it ended, and how
 * often it was killed.
 */
export async function runThroughKills(
  world: CrashWorld,
  request: PlanRequest,
  points: readonly KillPoint[],
  boundaries: 'every' | 'none',
): Promise<{ readonly release: Release; readonly kills: number }> {
  const { lockstep, api, simulator } = world
  const { id, steps } = await api.release(request)
  let kills = 0
  const kill = async (): Promise<void> => {
    await lockstep.kill()
    kills += 1
  }
  const past = (step: ReleaseStepId) =>
    untilRelease(world, id, `past ${step}`, (release) => stepOf(release, step)?.state === 'succeeded')

  await kill()
  let before: ReleaseStepId | null = null
  for (const point of points) {
    const fault = point.call === null ? null : simulator.faults.add(point.call)
    if (point.advance !== undefined) simulator.clock.advance(point.advance)
    await lockstep.start()
    if (boundaries === 'every' && before !== null && before !== point.step) {
      await past(before)
      await kill()
      await lockstep.start()
    }
    await untilRelease(world, id, `in the middle of ${point.step}`, (release) => {
      const step = stepOf(release, point.step)
      if (step?.state !== 'running') return false
      return fault === null ? step.detail !== null : fault.held() > 0
    })
    await kill()
    fault?.drop()
    fault?.()
    before = point.step
  }
  await lockstep.start()
  await past(steps.at(-1)?.id ?? 'tidy')
  await kill()
  await lockstep.start()
  const release = await untilRelease(world, id, 'ended', hasEnded)
  // Time stood still while the release ran.
  simulator.clock.advance(Math.max(0, Date.now() - simulator.clock.now()))
  return { release, kills }
}
