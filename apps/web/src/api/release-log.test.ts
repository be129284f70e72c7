import type { ReleaseLogEntry } from '@lockstep/shared-types/release'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'
import { queryKeys } from './query-keys.ts'
import { addLogEntry, mergeLog, releaseLogQuery } from './release-log.ts'

const entry = (seq: number): ReleaseLogEntry => ({
  seq,
  releaseId: 'r1',
  at: '2026-11-20T12:00:00.000Z',
  source: 'lockstep',
  level: 'info',
  step: null,
  message: `line ${seq}`,
})
const seqs = (entries: readonly ReleaseLogEntry[] | undefined) => entries?.map(({ seq }) => seq)

afterEach(() => vi.unstubAllGlobals())

test('entries that arrive late or twice end up in order, each once', () => {
  expect(seqs(mergeLog([entry(1), entry(2), entry(4)], [entry(3), entry(4)]))).toEqual([1, 2, 3, 4])
})

test('a live entry is added only to a log that is open', () => {
  const client = new QueryClient()
  addLogEntry(client, entry(1))
  expect(client.getQueryData(queryKeys.releaseLog('r1'))).toBeUndefined()
  client.setQueryData(queryKeys.releaseLog('r1'), [entry(1)])
  addLogEntry(client, entry(2))
  expect(seqs(client.getQueryData(queryKeys.releaseLog('r1')))).toEqual([1, 2])
})

test('reading again asks only for what came after the last known entry, to the end', async () => {
  const asked: string[] = []
  const pages: Record<string, ReleaseLogEntry[]> = { '2': [entry(3), entry(4)], '4': [entry(5)], '5': [] }
  vi.stubGlobal('fetch', async (url: string) => {
    const after = new URL(url, 'http://x').searchParams.get('after') ?? ''
    asked.push(after)
    return Response.json({ entries: pages[after], nextSeq: 6 })
  })
  const client = new QueryClient()
  client.setQueryData(queryKeys.releaseLog('r1'), [entry(1), entry(2)])
  await client.fetchQuery({ ...releaseLogQuery('r1'), staleTime: 0 })
  expect(asked).toEqual(['2', '4', '5'])
  expect(seqs(client.getQueryData(queryKeys.releaseLog('r1')))).toEqual([1, 2, 3, 4, 5])
})
