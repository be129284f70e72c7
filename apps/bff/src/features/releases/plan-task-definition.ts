import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { Plan } from '@lockstep/shared-types/plan'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import { diffTaskDefinition } from '../../domain/release/diff-task-definition.ts'
import type { ReleaseShape } from '../../domain/release/step-list.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { DescribedTaskDefinition, StoreReleases, TaskDefinitionPlanner } from './ports.ts'

type Input = {
  readonly environment: Environment
  readonly shape: ReleaseShape
  readonly artifact: ArtifactRef
  readonly observation: Observation
  readonly commit: string | null
}
type Deps = {
  readonly taskDefinitions: TaskDefinitionPlanner
  readonly releases: Pick<StoreReleases, 'goodReleases'>
}

/** The task definition that the service will run: one that is there already where that is right, else a new one from today's. */
export async function planTaskDefinition(
  deps: Deps,
  input: Input,
): Promise<Result<NonNullable<Plan['taskDefinition']>>> {
  const { environment, artifact, observation, commit } = input
  if (observation.service.state !== 'read')
    return fail(
      observation.service.state === 'unreadable'
        ? observation.service.problem
        : {
            code: 'aws-not-found',
            title: 'The ECS service is not there.',
            detail: `${environment.backend.cluster}/${environment.backend.service}`,
            remedy: 'Check the cluster and the service in the configuration.',
          },
    )
  const from = observation.service.value.taskDefinitionArn
  if (from === null)
    return fail({
      code: 'aws-not-found',
      title: `The ECS service names no task definition: ${observation.service.value.controller} decides what it runs.`,
      detail: `${environment.backend.cluster}/${environment.backend.service}`,
      remedy: 'Deploy it with what manages its task sets.',
    })
  const current = await deps.taskDefinitions.describe(environment, from)
  if (!current.ok) return current
  const reused = await findReusable(deps, input, current.value)
  if (!reused.ok) return reused
  const preview = await deps.taskDefinitions.preview(environment, { baseArn: from, artifact, commit })
  if (!preview.ok) return preview
  if (reused.value === null)
    return ok({
      from,
      to: null,
      reused: false,
      changes: diffTaskDefinition(preview.value.before, preview.value.after),
    })
  const changes = reused.value.arn === from ? [] : [imageChange(environment, current.value, reused.value)]
  return ok({ from, to: reused.value.arn, reused: true, changes })
}

async function findReusable(
  deps: Deps,
  { environment, shape, artifact }: Input,
  current: DescribedTaskDefinition,
): Promise<Result<DescribedTaskDefinition | null>> {
  if (isPinnedTo(current, artifact)) return ok(current)
  if (shape.kind !== 'rollback') return ok(null)
  // The definition that served this version well before, with the settings it had then.
  const releases = await deps.releases.goodReleases(environment, 50)
  const known = releases.find((release) => release.artifact.digest === artifact.digest)?.taskDefinitionArn
  if (known !== undefined && known !== null) {
    const described = await deps.taskDefinitions.describe(environment, known)
    if (described.ok && described.value.active) return described
  }
  return await deps.taskDefinitions.findByDigest(environment, current.family, artifact.digest)
}

const isPinnedTo = (definition: DescribedTaskDefinition, artifact: ArtifactRef): boolean =>
  definition.active && parseImageReference(definition.image).digest === artifact.digest

const imageChange = (
  environment: Environment,
  before: DescribedTaskDefinition,
  after: DescribedTaskDefinition,
) => ({
  path: `containerDefinitions.${environment.backend.container}.image`,
  before: before.image,
  after: after.image,
})
