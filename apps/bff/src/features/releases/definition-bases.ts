import type { ArtifactRef } from '@lockstep/shared-types/artifact'
import type { DefinitionBase } from '@lockstep/shared-types/plan'
import type { Observation } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { diffTaskDefinition } from '../../domain/release/diff-task-definition.ts'
import { allRunDigest } from '../../domain/release/release-containers.ts'
import type { ReleaseShape } from '../../domain/release/step-list.ts'
import { isOfCommit } from '../../domain/release/task-definition.ts'
import { ok, type Result } from '../../domain/result.ts'
import type {
  DescribedTaskDefinition,
  StoreReleases,
  TaskDefinitionPlanner,
  TaskDefinitionPreview,
} from './ports.ts'

export type DefinitionInput = {
  readonly environment: Environment
  readonly shape: ReleaseShape
  readonly artifact: ArtifactRef
  readonly observation: Pick<Observation, 'service'>
  readonly commit: string | null
  readonly base: DefinitionBase
}
export type DefinitionDeps = {
  readonly taskDefinitions: TaskDefinitionPlanner
  readonly releases: Pick<StoreReleases, 'goodReleases'>
}

/** A revision to make the release's own from: as it is, and `after` it has the release's image. */
export type Base = TaskDefinitionPreview & { readonly definition: DescribedTaskDefinition }

export async function readBase(
  deps: DefinitionDeps,
  { environment, artifact, commit }: DefinitionInput,
  arn: string,
): Promise<Result<Base>> {
  const described = await deps.taskDefinitions.describe(environment, arn)
  if (!described.ok) return described
  const preview = await deps.taskDefinitions.preview(environment, { baseArn: arn, artifact, commit })
  return preview.ok ? ok({ ...preview.value, definition: described.value }) : preview
}

/** What else than the running revision a release may start from: each only where it brings anything of its own. */
export async function findBases(
  deps: DefinitionDeps,
  input: DefinitionInput,
  running: Base,
): Promise<Result<{ readonly newer: Base | null; readonly released: Base | null }>> {
  const newer = await findNewer(deps, input, running)
  if (!newer.ok) return newer
  const released = await findReleased(deps, input, running)
  return released.ok ? ok({ newer: newer.value, released: released.value }) : released
}

/** The newest revision of the family, where it is not what runs; only a deploy asks for it. */
async function findNewer(
  deps: DefinitionDeps,
  input: DefinitionInput,
  running: Base,
): Promise<Result<Base | null>> {
  const { environment, shape } = input
  if (shape.kind !== 'deploy') return ok(null)
  const newest = await deps.taskDefinitions.newest(environment, running.definition.family)
  // Whatever runs may be the last one left of a family whose revisions were all deregistered.
  if (!newest.ok) return newest.problem.code === 'aws-not-found' ? ok(null) : newest
  if (revisionOf(newest.value.arn) <= revisionOf(running.definition.arn)) return ok(null)
  const base = await readBase(deps, input, newest.value.arn)
  // One in which the artifact's container is missing is nothing to start from.
  if (!base.ok) return base.problem.code === 'aws-rejected' ? ok(null) : base
  return ok(hasSameSettings(input, running, base.value) ? null : base.value)
}

/**
 * What Lockstep itself released: for a rollback the revision that served this version, else that of the last good release.
 * Where somebody has changed the service since, it is the way back to the settings of then.
 */
async function findReleased(
  deps: DefinitionDeps,
  input: DefinitionInput,
  running: Base,
): Promise<Result<Base | null>> {
  const { environment, shape, artifact } = input
  const releases = await deps.releases.goodReleases(environment, 50)
  const arn = releases.find(
    (release) =>
      release.taskDefinitionArn !== null &&
      (shape.kind !== 'rollback' || release.artifact.digest === artifact.digest),
  )?.taskDefinitionArn
  if (arn === undefined || arn === null || arn === running.definition.arn) return ok(null)
  const base = await readBase(deps, input, arn)
  // Only offered: a release that was not asked to go by it must not fail for it.
  if (!base.ok) return input.base === 'released' && base.problem.code !== 'aws-not-found' ? base : ok(null)
  const isUsable = base.value.definition.active && !hasSameSettings(input, running, base.value)
  return ok(isUsable ? base.value : null)
}

/**
 * A revision that is there already and is what would be registered: with this image, and with the settings of the base. One
 * that differs in anything else would change settings without anybody having asked for it.
 */
export async function findReusable(
  deps: DefinitionDeps,
  input: DefinitionInput,
  base: Base,
): Promise<Result<Base | null>> {
  const { environment, shape, artifact } = input
  const { active, containers, family } = base.definition
  if (active && allRunDigest(containers, environment, artifact.digest)) return ok(base)
  if (shape.kind !== 'rollback') return ok(null)
  const releases = await deps.releases.goodReleases(environment, 50)
  const known = releases.find(({ artifact: { digest } }) => digest === artifact.digest)?.taskDefinitionArn
  if (known !== undefined && known !== null) {
    const found = await readBase(deps, input, known)
    if (found.ok && isReusable(input, base, found.value)) return found
  }
  const newest = await deps.taskDefinitions.findByDigest(environment, family, artifact.digest)
  if (!newest.ok) return newest
  if (newest.value === null) return ok(null)
  const found = await readBase(deps, input, newest.value.arn)
  if (!found.ok) return found
  return ok(isReusable(input, base, found.value) ? found.value : null)
}

const isReusable = (input: DefinitionInput, base: Base, { definition, ...found }: Base) =>
  definition.active &&
  allRunDigest(definition.containers, input.environment, input.artifact.digest) &&
  hasSameSettings(input, base, found)

/** With the same image in both nothing differs; where its commit is not known, each has that of another image. */
const hasSameSettings = (
  { commit }: Pick<DefinitionInput, 'commit'>,
  one: Pick<TaskDefinitionPreview, 'after'>,
  other: Pick<TaskDefinitionPreview, 'after'>,
) => diffTaskDefinition(one.after, other.after).every(({ path }) => commit === null && isOfCommit(path))

const revisionOf = (arn: string): number => Number(arn.slice(arn.lastIndexOf(':') + 1))
