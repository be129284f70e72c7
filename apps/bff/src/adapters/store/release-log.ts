import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { NewLogEntry } from '../../workflows/ports.ts'
import { toText } from './columns.ts'
import type { LiveEvents } from './live-events.ts'
import { toLogEntry } from './release-rows.ts'
import type { Executor } from './store.ts'

/** Adds lines to a release's log and shows them to open pages; a line whose `onceKey` is there already is left out. */
export async function writeReleaseLog(
  { liveEvents }: { readonly liveEvents: Pick<LiveEvents, 'publish'> },
  transaction: Executor,
  releaseId: string,
  ref: () => Promise<EnvironmentRef>,
  entries: readonly NewLogEntry[],
): Promise<void> {
  if (entries.length === 0) return
  const rows = await transaction
    .insertInto('release_log')
    .values(
      entries.map(({ onceKey, at, ...entry }) => ({
        ...entry,
        message: toText(entry.message),
        release_id: releaseId,
        at: at ?? new Date().toISOString(),
        once_key: onceKey,
      })),
    )
    .onConflict((conflict) => conflict.columns(['release_id', 'once_key']).doNothing())
    .returning(['seq', 'release_id', 'at', 'source', 'level', 'step', 'message'])
    .execute()
  if (rows.length === 0) return
  const { applicationId, environmentId } = await ref()
  for (const row of rows) {
    const entry = toLogEntry(row)
    // In order: ids of live events are the order in which pages see them.
    await liveEvents.publish(transaction, {
      type: 'release.log',
      applicationId,
      environmentId,
      releaseId,
      entry,
    })
  }
}
