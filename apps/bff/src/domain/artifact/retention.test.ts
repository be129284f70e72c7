import { expect, it } from 'vitest'
import { expiredFiles, type Publication, type PublishedFile } from './retention.ts'

const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString()
const publication = (number: number, onDay: number, succeeded = true): Publication => ({
  number,
  releaseId: `r${number}`,
  publishedAt: day(onDay),
  succeeded,
})
const file = (path: string, lastPublication: number): PublishedFile => ({
  path,
  size: 1,
  etag: 'e',
  storedEtag: null,
  served: null,
  uploaded: true,
  lastPublication,
})
const files = [file('one', 1), file('two', 2), file('three', 3)]
const expired = (publications: Publication[], keep: { releases: number; days: number }, onDay: number) =>
  expiredFiles(files, publications, keep, new Date(day(onDay))).map(({ path }) => path)

it('lets go only when enough later releases have succeeded and enough days have passed', () => {
  const all = [publication(1, 1), publication(2, 2), publication(3, 3)]
  expect(expired(all, { releases: 2, days: 7 }, 9)).toEqual(['one'])
  expect(expired(all, { releases: 2, days: 7 }, 8)).toEqual([])
  expect(expired(all, { releases: 1, days: 7 }, 30)).toEqual(['one', 'two'])
  expect(expired(all, { releases: 3, days: 0 }, 30)).toEqual([])
})

it('never lets go of the newest publication, even with nothing to keep', () => {
  expect(
    expired([publication(1, 1), publication(2, 2), publication(3, 3)], { releases: 0, days: 0 }, 99),
  ).toEqual(['one', 'two'])
})

it('does not count releases that failed', () => {
  const failed = [publication(1, 1), publication(2, 2, false), publication(3, 3, false)]
  expect(expired(failed, { releases: 1, days: 0 }, 99)).toEqual([])
})
