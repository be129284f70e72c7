import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import type { Plan, PlanRequest } from '@lockstep/shared-types/plan'
import type { Environment } from '../../domain/environment.ts'
import type { ReleaseShape } from '../../domain/release/step-list.ts'
import { canDeployInStages, usualStrategy } from '../../domain/rollout/plan-rollout.ts'
import { deploysCandidate } from '../../domain/rollout/rollout-config.ts'
import type { InvalidationPaths } from './ports.ts'

/** What kind of release a request asks for. */
export function shapeOf(request: PlanRequest, { rollout }: Pick<Environment, 'rollout'>): ReleaseShape {
  const { kind } = request
  switch (kind) {
    case 'invalidate':
      return { kind, scope: 'frontend', strategy: 'all-at-once', emergency: false }
    case 'rollout':
      return { kind, scope: 'backend', strategy: 'stages', emergency: false }
    case 'rollback':
      return { kind, scope: request.scope, strategy: 'all-at-once', emergency: request.emergency }
    case 'deploy': {
      const { scope, strategy = usualStrategy(rollout, scope) } = request
      return { kind, scope, strategy, emergency: false }
    }
  }
}

/** A rollout needs a driver that can do it: a flag for the kind `rollout`, any other for a deploy in stages. */
export function canBePlanned(
  { rollout }: Pick<Environment, 'rollout'>,
  { kind, scope, strategy }: ReleaseShape,
): boolean {
  if (kind === 'rollout') return rollout !== null && !deploysCandidate(rollout.driver)
  return strategy === 'all-at-once' || canDeployInStages(rollout, scope)
}

/** How much the edge would be told to forget. */
export const invalidationModeOf = (
  { release }: Pick<Environment, 'release'>,
  request: Exclude<PlanRequest, { kind: 'rollout' }>,
): InvalidationMode => {
  if (request.kind === 'rollback') return request.emergency ? 'emergency' : 'full'
  return request.invalidationMode ?? release.invalidationMode
}

/** What the edge would be told to forget; null when it keeps all. */
export function invalidationOf(
  deps: { readonly invalidationPaths: InvalidationPaths },
  environment: Environment,
  shape: ReleaseShape,
  request: PlanRequest,
  changed: readonly string[],
): Plan['invalidation'] {
  if (shape.scope === 'backend' || request.kind === 'rollout') return null
  const mode = invalidationModeOf(environment, request)
  return { mode, paths: [...deps.invalidationPaths(environment, mode, changed)] }
}
