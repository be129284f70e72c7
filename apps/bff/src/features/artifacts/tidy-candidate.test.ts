import { expect, test } from 'vitest'
import { environment as fixture } from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import { ok } from '../../domain/result.ts'
import { createMemoryPublishedFiles } from './testing/memory-published-files.ts'
import { tidyFrontend } from './tidy-frontend.ts'

const cohort = { keyValueStore: 'cohorts', candidatePrefix: 'candidate/' }
const environment = {
  ...fixture,
  rollout: { driver: { type: 'cloudfront-cohort', cohort } },
} as Partial<Environment> as Environment
const file = (path: string, etag = path) => ({ path, size: 1, etag })
const keep = { releases: 5, days: 7 }

/** A release that was published, then a rollout that ended at zero, then what a release after both removes. */
async function removedAfter(releaseId: string | null, inBucket: Readonly<Record<string, string>> = {}) {
  const published = createMemoryPublishedFiles()
  const publish = (id: string, upload: ReturnType<typeof file>[], holds: string[]) =>
    published.begin(environment, { releaseId: id, publishedAt: '2026-11-20T10:00:00.000Z', upload, holds })
  await publish('main', [file('index.html'), file('assets/shared.js'), file('assets/old.js')], [])
  await published.succeed(environment, 'main')
  const candidate = [file('candidate/index.html'), file('candidate/version.txt'), file('assets/new.js')]
  await publish('ended-at-zero', candidate, ['assets/shared.js'])
  const stored = new Map(
    (await published.files(environment)).map(({ path, size, etag }) => [
      path,
      { size, etag: inBucket[path] ?? etag },
    ]),
  )
  let removed: readonly string[] = []
  await tidyFrontend(
    {
      published,
      now: () => new Date('2026-11-20T11:00:00.000Z'),
      bucket: {
        list: async () => ok(stored),
        remove: async (_environment, paths) => {
          removed = paths
          return ok(undefined)
        },
      },
    },
    { environment, keep, releaseId },
  )
  return removed.toSorted()
}

test('a release that succeeds removes the pages of ended candidates, and no asset that a page may still need', async () => {
  expect(await removedAfter('main')).toEqual(['candidate/index.html', 'candidate/version.txt'])
})

test('a page of a candidate that somebody else has replaced stays', async () => {
  expect(await removedAfter('main', { 'candidate/index.html': 'another' })).toEqual(['candidate/version.txt'])
})

test('apart from a release, a candidate may be in use: its pages stay', async () => {
  expect(await removedAfter(null)).toEqual([])
})
