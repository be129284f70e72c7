import type { Artifact } from '@lockstep/shared-types/artifact'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { PlanBasis } from '../../domain/release/plan-basis.ts'
import type { Result } from '../../domain/result.ts'
import type { GoodRelease, StoreReleases } from './ports.ts'

export type KnownArtifact = {
  readonly version: string
  readonly commit: PlanBasis['commit']
  /** All that it is called, by its tags and labels. */
  readonly names: readonly string[]
}

export type KnownArtifactDeps = {
  readonly releases: Pick<StoreReleases, 'goodReleases' | 'get' | 'getPlan'>
}

/** Versions that served here, newest first, among which one is looked for. */
const knownGood = 50

/**
 * What an artifact is called and was built from: as the registry says; where that does not answer, as it was when it was
 * released here before. A digest that nothing names is its own version.
 */
export async function knownArtifact(
  deps: KnownArtifactDeps,
  ref: EnvironmentRef,
  registered: Result<Artifact>,
  { digest, version }: { readonly digest: string; readonly version: string | null },
): Promise<KnownArtifact> {
  const image = registered.ok ? registered.value : null
  if (image !== null && image.labels !== null) {
    const { tags, labels } = image
    return {
      version: image.version,
      commit: labels.commit,
      names: [...tags, ...[labels.version ?? []].flat()],
    }
  }
  const good = await deps.releases.goodReleases(ref, knownGood)
  const served = good.find(({ artifact }) => artifact.digest === digest)
  const basis = served === undefined ? null : await basisOf(deps, served)
  return {
    version: image?.version ?? served?.artifact.version ?? version ?? digest,
    commit: basis?.commit ?? null,
    names: [...new Set([...(image?.tags ?? []), ...(basis?.names ?? [])])],
  }
}

async function basisOf(
  { releases }: KnownArtifactDeps,
  { releaseId }: Pick<GoodRelease, 'releaseId'>,
): Promise<PlanBasis | null> {
  const release = await releases.get(releaseId)
  const stored = release === null ? null : await releases.getPlan(release.planId)
  return stored?.basis ?? null
}
