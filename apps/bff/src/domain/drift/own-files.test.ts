import { expect, test } from 'vitest'
import { compareOwnFiles, filesInUse } from './own-files.ts'

const own = (path: string, change = {}) => ({
  path,
  size: 3,
  etag: 'content',
  storedEtag: 'stored',
  served: null,
  uploaded: true,
  lastPublication: 2,
  ...change,
})
const listed = (objects: Record<string, { size?: number; etag?: string }>, isCut = false) => ({
  isCut,
  objects: new Map(
    Object.entries(objects).map(([path, object]) => [
      path,
      { size: 3, etag: 'stored', lastModified: '2026-11-20T10:00:00.000Z', ...object },
    ]),
  ),
})

test('compares with the ETag that S3 gave, which under KMS is not that of the content', () => {
  const found = compareOwnFiles([own('a'), own('b'), own('c')], listed({ a: {}, b: { etag: 'content' } }))
  expect(found.altered).toEqual([
    { path: 'b', writtenAt: '2026-11-20T10:00:00.000Z' },
    { path: 'c', writtenAt: null },
  ])
  expect(found).toMatchObject({ compared: 3, notCompared: 0, alteredCount: 2 })
})

test('does not judge what the list does not reach, nor an ETag that was not kept', () => {
  const files = [own('a', { storedEtag: null }), own('z')]
  expect(compareOwnFiles(files, listed({ a: {} }, true))).toMatchObject({
    compared: 0,
    notCompared: 2,
    alteredCount: 0,
  })
  expect(compareOwnFiles(files, listed({ a: { size: 4 }, z: {} })).altered).toHaveLength(1)
})

test('looks only at what the last successful publication holds and what came after it', () => {
  const publication = (number: number, succeeded: boolean) => ({
    number,
    succeeded,
    releaseId: `r${number}`,
    publishedAt: '2026-11-20T10:00:00.000Z',
  })
  const files = [
    own('old', { lastPublication: 1 }),
    own('now'),
    own('broken-off', { lastPublication: 3 }),
    own('never-there', { uploaded: false }),
  ]
  const publications = [publication(1, true), publication(2, true), publication(3, false)]
  expect(filesInUse(files, publications).map(({ path }) => path)).toEqual(['now', 'broken-off'])
})
