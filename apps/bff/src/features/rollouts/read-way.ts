import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Release } from '@lockstep/shared-types/release'
import type { Clock } from '../../domain/clock.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { wayToZero, type WayToZero } from '../../domain/rollout/way-to-zero.ts'
import type { EmergencyReleases, StoreRollouts } from './ports.ts'

export type ReadWayDeps = {
  readonly rollouts: Pick<StoreRollouts, 'newest'>
  readonly releases: Pick<EmergencyReleases, 'active' | 'last'>
  readonly clock: Clock
  /** Of the newest release; asked only where everybody is on the candidate. */
  readonly isBackendTold: (releaseId: string) => Promise<boolean>
}

export type Way = {
  /** The newest rollout of the environment; null when there was none. */
  readonly record: RolloutRecord | null
  readonly active: Release | null
  /** Null when another version is what helps. */
  readonly way: WayToZero | null
}

/** What an emergency would do about the traffic now. */
export async function readWay(
  { rollouts, releases, clock, isBackendTold: isTold }: ReadWayDeps,
  ref: EnvironmentRef,
): Promise<Way> {
  const [record, active, last] = await Promise.all([
    rollouts.newest(ref),
    releases.active(ref),
    releases.last(ref),
  ])
  if (record === null) return { record, active, way: null }
  const newest = active ?? last
  const isFull = record.state.phase === 'ended' && record.state.end?.how === 'full'
  const isBackendTold = isFull && newest?.id === record.releaseId ? await isTold(record.releaseId) : false
  return { record, active, way: wayToZero({ record, active, last, isBackendTold, now: clock.now() }) }
}
