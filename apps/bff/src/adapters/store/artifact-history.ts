import type { Artifact } from '@lockstep/shared-types/artifact'
import { toIso } from './columns.ts'
import type { Store } from './store.ts'

/** More is not shown on any screen. */
const releasesLookedAt = 2_000

/** By digest: where an application's images were released with success, and when last. */
export function createArtifactHistory(store: Pick<Store, 'db'>) {
  return async (applicationId: string): Promise<ReadonlyMap<string, Artifact['deployedBefore']>> => {
    const rows = await store.db
      .selectFrom('release')
      .select(['environment_id', 'artifact', 'ended_at'])
      .where('application_id', '=', applicationId)
      .where('status', '=', 'succeeded')
      .where('artifact', 'is not', null)
      .orderBy('id', 'desc')
      .limit(releasesLookedAt)
      .execute()
    const byDigest = new Map<string, Artifact['deployedBefore']>()
    for (const { environment_id, artifact, ended_at } of rows) {
      if (artifact === null || ended_at === null) continue
      const before = byDigest.get(artifact.digest) ?? []
      // Newest first: the first one seen of an environment is its last release there.
      if (before.some((one) => one.environmentId === environment_id)) continue
      byDigest.set(artifact.digest, [...before, { environmentId: environment_id, at: toIso(ended_at) }])
    }
    return byDigest
  }
}
