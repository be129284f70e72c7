import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { DefinitionBase, Plan, PlanChange } from '@lockstep/shared-types/plan'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { diffTaskDefinition } from '../../domain/release/diff-task-definition.ts'
import { allRunDigest, releaseContainers } from '../../domain/release/release-containers.ts'
import type { ReleaseShape } from '../../domain/release/step-list.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type {
  DescribedTaskDefinition,
  StoreReleases,
  TaskDefinitionPlanner,
  TaskDefinitionPreview,
} from './ports.ts'

type Input = {
  readonly environment: Environment
  readonly shape: ReleaseShape
  readonly artifact: ArtifactRef
  readonly observation: Observation
  readonly commit: string | null
  readonly base: DefinitionBase
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
  const request = { artifact, commit }
  const preview = await deps.taskDefinitions.preview(environment, { ...request, baseArn: from })
  if (!preview.ok) return preview
  const newest = await findNewer(deps, input, current.value, preview.value)
  if (!newest.ok) return newest
  const newer = newest.value
  const base = input.base === 'newest' && newer !== null ? newer.definition : current.value
  const after = newer !== null && base === newer.definition ? newer.after : preview.value.after
  const reused = await findReusable(deps, input, base)
  if (!reused.ok) return reused
  const { behind } = releaseContainers(base.containers, environment)
  const common = {
    from,
    base: base.arn,
    newer: newer === null ? null : { arn: newer.definition.arn, changes: newer.changes },
    behind: behind.map(({ name, image }) => ({ container: name, image })),
    platform: (reused.value ?? base).platform ?? null,
  }
  if (reused.value === null)
    return ok({
      ...common,
      to: null,
      reused: false,
      changes: diffTaskDefinition(preview.value.before, after),
    })
  const changes =
    reused.value.arn === from
      ? []
      : reused.value.arn === base.arn
        ? diffTaskDefinition(preview.value.before, after)
        : [imageChange(environment, current.value, reused.value)]
  return ok({ ...common, to: reused.value.arn, reused: true, changes })
}

type Newer = {
  readonly definition: DescribedTaskDefinition
  /** With the new image. */
  readonly after: unknown
  /** What it would bring beside the new image. */
  readonly changes: PlanChange[]
}

/** The newest revision of the family, where it is not what runs and brings anything of its own; only a deploy asks for it. */
async function findNewer(
  deps: Deps,
  { environment, shape, artifact, commit }: Input,
  current: DescribedTaskDefinition,
  running: TaskDefinitionPreview,
): Promise<Result<Newer | null>> {
  if (shape.kind !== 'deploy') return ok(null)
  const newest = await deps.taskDefinitions.newest(environment, current.family)
  // Whatever runs may be the last one left of a family whose revisions were all deregistered.
  if (!newest.ok) return newest.problem.code === 'aws-not-found' ? ok(null) : newest
  if (revisionOf(newest.value.arn) <= revisionOf(current.arn)) return ok(null)
  const preview = await deps.taskDefinitions.preview(environment, {
    baseArn: newest.value.arn,
    artifact,
    commit,
  })
  // One in which the artifact's container is missing is nothing to start from.
  if (!preview.ok) return preview.problem.code === 'aws-rejected' ? ok(null) : preview
  const changes = diffTaskDefinition(running.after, preview.value.after)
  return ok(changes.length === 0 ? null : { definition: newest.value, after: preview.value.after, changes })
}

const revisionOf = (arn: string): number => Number(arn.slice(arn.lastIndexOf(':') + 1))

async function findReusable(
  deps: Deps,
  { environment, shape, artifact }: Input,
  current: DescribedTaskDefinition,
): Promise<Result<DescribedTaskDefinition | null>> {
  if (isPinnedTo(environment, current, artifact)) return ok(current)
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

const isPinnedTo = (
  environment: Environment,
  { active, containers }: DescribedTaskDefinition,
  { digest }: ArtifactRef,
): boolean => active && allRunDigest(containers, environment, digest)

const imageChange = (
  environment: Environment,
  before: DescribedTaskDefinition,
  after: DescribedTaskDefinition,
) => ({
  path: `containerDefinitions.${environment.backend.container}.image`,
  before: before.image,
  after: after.image,
})
