import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Plan } from '@lockstep/shared-types/plan'
import type { StoreReleases } from './ports.ts'

/**
 * The release that a rollback undoes: the last one, when it brought what runs now. Where that cannot be told, as with tasks
 * of two versions, a last one that succeeded is what is left.
 */
export async function undoneBy(
  { releases }: { readonly releases: Pick<StoreReleases, 'lastEnded'> },
  ref: EnvironmentRef,
  { kind, from, artifact }: Pick<Plan, 'kind' | 'from' | 'artifact'>,
): Promise<string | null> {
  if (kind !== 'rollback') return null
  const last = await releases.lastEnded(ref)
  if (last === null || last.artifact.digest === artifact?.digest) return null
  const brought = from === null ? last.status === 'succeeded' : last.artifact.digest === from.digest
  return brought ? last.releaseId : null
}
