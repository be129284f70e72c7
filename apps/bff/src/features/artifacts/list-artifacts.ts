import type { Artifact, ArtifactPage, ArtifactQuery } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { pageArtifacts } from '../../domain/artifact/page-artifacts.ts'
import type { Environment } from '../../domain/environment.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { ArtifactCatalog } from './artifact-catalog.ts'
import type { FindEnvironment, RegistryList } from './ports.ts'

export type ListArtifactsDeps = {
  readonly findEnvironment: FindEnvironment
  readonly catalog: ArtifactCatalog
}

/** One page of the versions that can be released in an environment. Search knows commit and branch of those seen before. */
export async function listArtifacts(
  deps: ListArtifactsDeps,
  ref: EnvironmentRef,
  query: ArtifactQuery,
): Promise<Result<ArtifactPage>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const list = await deps.catalog.list(environment)
  if (!list.ok) return list
  const page = pageArtifacts(list.value.artifacts, query)
  return ok({
    artifacts: await deps.catalog.complete(environment, page.artifacts),
    total: page.total,
    nextCursor: page.nextCursor,
    readAt: list.value.readAt,
  })
}

export type GetArtifactDeps = {
  readonly registry: Pick<RegistryList, 'find'>
  readonly catalog: Pick<ArtifactCatalog, 'completeOne'>
}

/** One artifact as the registry has it now. `artifact-not-found` when it does not. */
export async function readArtifact(
  deps: GetArtifactDeps,
  environment: Environment,
  digest: string,
): Promise<Result<Artifact>> {
  const image = await deps.registry.find(environment, digest)
  if (!image.ok) return image
  return ok(await deps.catalog.completeOne(environment, image.value))
}

export async function getArtifact(
  deps: GetArtifactDeps & { readonly findEnvironment: FindEnvironment },
  ref: EnvironmentRef,
  digest: string,
): Promise<Result<Artifact>> {
  const environment = deps.findEnvironment(ref)
  return environment === null ? unknownEnvironment(ref) : readArtifact(deps, environment, digest)
}

/** The newest artifacts, for pickers and rollback candidates. */
export async function newestArtifacts(
  deps: { readonly catalog: ArtifactCatalog },
  environment: Environment,
  limit: number,
): Promise<Result<readonly Artifact[]>> {
  const list = await deps.catalog.list(environment)
  if (!list.ok) return list
  const { artifacts } = pageArtifacts(list.value.artifacts, {
    search: '',
    sort: 'pushed-at',
    direction: 'descending',
    limit,
  })
  return ok(await deps.catalog.complete(environment, artifacts))
}
