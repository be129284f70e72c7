import type { CohortOffer } from '../../world/traffic/cohorts.ts'
import type { Cohort } from './build-cohort.ts'
import type { PairedWorld } from './paired-world.ts'

/** What the functions at the edge hand out now, as they read it; null when they hand out nothing. */
export function offeredCohort(
  { cloudfront }: Pick<PairedWorld, 'cloudfront'>,
  { keyValueStoreArn }: Cohort,
): CohortOffer | null {
  const text = cloudfront.stores.get(keyValueStoreArn)?.atEdge.get('cohort')
  if (text === undefined) return null
  try {
    const value: unknown = JSON.parse(text)
    return isRollout(value) ? { rollout: value.rollout, share: value.percent / 100 } : null
  } catch {
    return null
  }
}

function isRollout(value: unknown): value is { readonly rollout: string; readonly percent: number } {
  if (typeof value !== 'object' || value === null || !('rollout' in value) || !('percent' in value))
    return false
  const { rollout, percent } = value
  return typeof rollout === 'string' && typeof percent === 'number' && percent >= 0 && percent <= 100
}
