import { ReleaseLogPage, type ReleaseLogEntry } from '@lockstep/shared-types/release'
import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { answer, api, releaseParam, until } from './client.ts'
import { queryKeys } from './query-keys.ts'

/** Everything that was logged so far. Reading again asks only for what is new. */
export const releaseLogQuery = (releaseId: string) =>
  queryOptions({
    queryKey: queryKeys.releaseLog(releaseId),
    queryFn: async ({ signal, client }): Promise<readonly ReleaseLogEntry[]> => {
      const known = () =>
        client.getQueryData<readonly ReleaseLogEntry[]>(queryKeys.releaseLog(releaseId)) ?? []
      let after = known().at(-1)?.seq ?? 0
      let found: readonly ReleaseLogEntry[] = []
      for (;;) {
        const query = { after: String(after) }
        const page = await answer(
          api.releases[':releaseId'].log.$get({ param: releaseParam(releaseId), query }, until(signal)),
          ReleaseLogPage,
        )
        found = mergeLog(found, page.entries)
        const last = page.entries.at(-1)?.seq
        if (last === undefined || last <= after) return mergeLog(known(), found)
        after = last
      }
    },
  })

/** One entry that came with a live event; unknown releases are left alone. */
export const addLogEntry = (client: QueryClient, entry: ReleaseLogEntry): void => {
  client.setQueryData<readonly ReleaseLogEntry[]>(queryKeys.releaseLog(entry.releaseId), (known) =>
    known === undefined ? undefined : mergeLog(known, [entry]),
  )
}

/** Both in the order of their numbers, each once. */
export const mergeLog = (
  known: readonly ReleaseLogEntry[],
  more: readonly ReleaseLogEntry[],
): readonly ReleaseLogEntry[] => {
  const last = known.at(-1)?.seq ?? -1
  if (more.every((entry, index) => entry.seq > (more[index - 1]?.seq ?? last))) return [...known, ...more]
  const bySeq = new Map([...known, ...more].map((entry) => [entry.seq, entry]))
  return [...bySeq.values()].toSorted((a, b) => a.seq - b.seq)
}
