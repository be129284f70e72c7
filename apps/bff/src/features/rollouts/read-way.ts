import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Release } from '@lockstep/shared-types/release'
import type { Clock } from '../../domain/clock.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import type { MainState } from '../../domain/rollout/main-state.ts'
import { wayToZero, type WayToZero } from '../../domain/rollout/way-to-zero.ts'
import type { EmergencyReleases, StoreRollouts } from './ports.ts'

export type ReadWayDeps = {
  readonly rollouts: Pick<StoreRollouts, 'newest'>
  readonly releases: Pick<EmergencyReleases, 'active' | 'last'>
  readonly clock: Clock
  /** Of the newest release; asked only where everybody is on the candidate. */
  readonly mainState: (releaseId: string) => Promise<MainState>
}

export type Way = {
  /** The newest rollout of the environment; null when there was none. */
  readonly record: RolloutRecord | null
  readonly active: Release | null
  /** Null when another version is what helps. */
  readonly way: WayToZero | null
  /** The release that has ended early and left all traffic on its candidate; null when none has. */
  readonly left: Release | null
}

/** What an emergency would do about the traffic now. */
export async function readWay(
  { rollouts, releases, clock, mainState: readMain }: ReadWayDeps,
  ref: EnvironmentRef,
): Promise<Way> {
  const [record, active, last] = await Promise.all([
    rollouts.newest(ref),
    releases.active(ref),
    releases.last(ref),
  ])
  if (record === null) return { record, active, way: null, left: null }
  const newest = active ?? last
  const isFull = record.state.phase === 'ended' && record.state.end?.how === 'full'
  const mainState = isFull && newest?.id === record.releaseId ? await readMain(record.releaseId) : 'waits'
  const hasMain = record.driver === 'alb-weights' || record.driver === 'paired'
  const isLeft =
    hasMain && isFull && active === null && last?.id === record.releaseId && last.status !== 'succeeded'
  const left = isLeft ? last : null
  return { record, active, left, way: wayToZero({ record, active, last, mainState, now: clock.now() }) }
}
