import { createEndedReleases } from '@lockstep/bff/adapters/store/ended-releases'
import { connectDatabase } from '@lockstep/bff/adapters/store/open-store'
import { createPublishedFiles } from '@lockstep/bff/adapters/store/published-files'
import { readRelease } from '@lockstep/bff/adapters/store/read-release'
import { findActive } from '@lockstep/bff/adapters/store/start-release'
import type { Environment } from '@lockstep/bff/domain/environment'
import { ok, type Result } from '@lockstep/bff/domain/result'
import { createReleaseMemory, type ReleaseRecords } from '@lockstep/bff/features/drift/release-memory'
import { createAwsLooker } from './ask-aws.ts'
import type { Looker } from './look.ts'
import { underWayByRelease } from './under-way.ts'

/** Asks AWS, and Lockstep's database for its releases. Reads only: the tables are those of whatever Lockstep runs there. */
export async function openStoreLooker(
  databaseUrl: string,
  environments: readonly Environment[],
): Promise<Result<Looker>> {
  const opened = await connectDatabase(databaseUrl)
  if (!opened.ok) return opened
  const { db, close } = opened.value
  const records: ReleaseRecords = {
    ...createEndedReleases({ db }),
    activeReleaseId: (ref) => findActive(db, ref),
    get: (releaseId) => readRelease(db, releaseId),
  }
  const looker = createAwsLooker(environments, {
    memory: createReleaseMemory(records, createPublishedFiles({ db })),
    underWay: async (ref) => {
      const id = await records.activeReleaseId(ref)
      const release = id === null ? null : await records.get(id)
      return release === null ? null : underWayByRelease(release)
    },
  })
  return ok({
    ...looker,
    askedOf: 'store',
    words: "AWS and Lockstep's database",
    close: async () => {
      await looker.close()
      await close()
    },
  })
}
