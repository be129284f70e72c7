import type { ReleaseKind, ReleaseScope } from '@lockstep/shared-types/release-kind'
import { releaseStepIds, type ReleaseStepId } from '@lockstep/shared-types/release'

export type ReleaseShape = {
  readonly kind: ReleaseKind
  readonly scope: ReleaseScope
  readonly emergency: boolean
}

/** Which half a step works on; `both` belongs to every release, `pair` needs a frontend to compare with a backend. */
const stepHalf = {
  preflight: 'both',
  'backend-update': 'backend',
  'backend-start': 'backend',
  'frontend-publish': 'frontend',
  invalidate: 'frontend',
  'backend-steady': 'backend',
  health: 'backend',
  'invalidation-done': 'frontend',
  'edge-version': 'frontend',
  endpoint: 'frontend',
  watch: 'both',
  tidy: 'frontend',
} as const satisfies Record<ReleaseStepId, ReleaseScope>

const invalidationSteps: readonly ReleaseStepId[] = ['invalidate', 'invalidation-done']
/** What an emergency does not wait for: people read the numbers already. */
const canWait: readonly ReleaseStepId[] = ['watch']

/** The steps of a release, in the order in which they run. */
export function releaseSteps({ kind, scope, emergency }: ReleaseShape): readonly ReleaseStepId[] {
  if (kind === 'invalidate') return invalidationSteps
  return releaseStepIds.filter((id) => {
    if (emergency && canWait.includes(id)) return false
    const half = stepHalf[id]
    return scope === 'both' || half === 'both' || half === scope
  })
}
