import type { Plan } from '@lockstep/shared-types/plan'
import type { Release } from '@lockstep/shared-types/release'
import type { ServiceState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { fail, type Result } from '../../domain/result.ts'
import type { DefinitionDeps } from './definition-bases.ts'
import { planTaskDefinition } from './plan-task-definition.ts'
import type { StoreReleases } from './ports.ts'
import { planOutdated } from './release-problems.ts'

export type DefinitionAgainDeps = DefinitionDeps & {
  readonly readService: (environment: Environment) => Promise<Reading<ServiceState>>
  readonly releases: Pick<StoreReleases, 'goodReleases' | 'getPlan'>
}

/** What the plan would have said of the task definition, for a release whose plan could not read it. */
export async function planDefinitionAgain(
  deps: DefinitionAgainDeps,
  environment: Environment,
  { planId, artifact }: Pick<Release, 'planId' | 'artifact'>,
): Promise<Result<NonNullable<Plan['taskDefinition']>>> {
  const stored = await deps.releases.getPlan(planId)
  if (stored === null || artifact === null) return fail(planOutdated('There is no such plan any more.'))
  const { plan, request, basis } = stored
  return await planTaskDefinition(deps, {
    environment,
    shape: plan,
    artifact,
    observation: { service: await deps.readService(environment) },
    commit: basis.commit,
    base: ('base' in request ? request.base : undefined) ?? 'running',
  })
}
