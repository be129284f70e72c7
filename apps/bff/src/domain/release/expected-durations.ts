import type { PlanStep } from '@lockstep/shared-types/plan'
import type { ReleaseStepId } from '@lockstep/shared-types/release'

/** Seconds that each step of earlier successful releases of this environment took, newest first. */
export type StepHistory = Partial<Record<ReleaseStepId, readonly number[]>>

/** Without history: what AWS usually needs. `watch` is the configured window, `rollout` the sum of the bake times. */
const defaultSeconds: Record<Exclude<ReleaseStepId, 'watch' | 'rollout'>, number> = {
  preflight: 10,
  'candidate-update': 5,
  'candidate-publish': 30,
  'candidate-steady': 180,
  'backend-update': 5,
  'backend-start': 90,
  'frontend-publish': 30,
  invalidate: 3,
  'backend-steady': 180,
  health: 5,
  'invalidation-done': 30,
  'edge-version': 10,
  endpoint: 5,
  'rollout-finish': 30,
  tidy: 5,
}

/** Fewer runs than this say little; the newest this many say what it takes today. */
const usedRuns = 10

export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

export function expectedDurations(
  ids: readonly ReleaseStepId[],
  history: StepHistory,
  watchSeconds: number,
  bakeSeconds: number,
): PlanStep[] {
  return ids.map((id): PlanStep => {
    if (id === 'rollout') return { id, expectedSeconds: bakeSeconds, expectedBasis: 'default' }
    if (id === 'watch') return { id, expectedSeconds: watchSeconds, expectedBasis: 'default' }
    const known = median((history[id] ?? []).slice(0, usedRuns))
    return known === null
      ? { id, expectedSeconds: defaultSeconds[id], expectedBasis: 'default' }
      : { id, expectedSeconds: Math.round(known * 10) / 10, expectedBasis: 'history' }
  })
}
