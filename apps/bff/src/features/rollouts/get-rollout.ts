import type { Rollout } from '@lockstep/shared-types/rollout'
import type { Clock } from '../../domain/clock.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { driverLimits } from '../../domain/rollout/driver-limits.ts'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'
import { view } from '../../domain/rollout/view.ts'
import type { FindEnvironment, StoreRollouts } from './ports.ts'
import { rolloutNotFound } from './rollout-problems.ts'

export type ShowRolloutDeps = { readonly findEnvironment: FindEnvironment; readonly clock: Clock }

/** The rollout of one release as it stands. `not-found` when it has none, or it has not begun. */
export async function getRollout(
  deps: ShowRolloutDeps & { readonly rollouts: Pick<StoreRollouts, 'find'> },
  releaseId: string,
): Promise<Result<Rollout>> {
  const record = await deps.rollouts.find(releaseId)
  return record === null ? fail(rolloutNotFound(releaseId)) : ok(showRollout(deps, record))
}

/** An environment that was taken out of the configuration still shows its last rollout; nothing can be set there. */
export function showRollout({ findEnvironment, clock }: ShowRolloutDeps, record: RolloutRecord): Rollout {
  const rollout = findEnvironment(record)?.rollout ?? null
  const limits =
    rollout === null
      ? ({ percentages: [0], maxPercent: 0, down: 'zero-only', sentence: 'No longer configured.' } as const)
      : driverLimits(rollout.driver)
  return view(record, { ...limits, percentages: limits.percentages && [...limits.percentages] }, clock.now())
}
