import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import type { PublishedFiles } from '../../features/artifacts/ports.ts'
import { createMemoryPublishedFiles } from '../../features/artifacts/testing/memory-published-files.ts'
import { createPublishedFiles } from './published-files.ts'
import type { Store } from './store.ts'
import { openTemporaryStore } from './testing/temporary-store.ts'

let store: Store
beforeAll(async () => {
  store = await openTemporaryStore()
})
afterAll(() => store.close())
beforeEach(async () => {
  await store.db.deleteFrom('published_file').execute()
  await store.db.deleteFrom('site_publication').execute()
})

const at = '2026-11-20T12:00:00.000Z'
const file = (path: string, etag = 'e1') => ({ path, size: 10, etag })
const confirmed = (path: string) => ({ path, storedEtag: `s3-${path}`, served: 'text/css' })

describe.each<[string, () => PublishedFiles]>([
  ['the database', () => createPublishedFiles(store)],
  ['the stand-in for tests', createMemoryPublishedFiles],
])('the record of published files in %s', (_name, create) => {
  const begin = (published: PublishedFiles, releaseId: string, upload: string[], holds: string[] = []) =>
    published.begin(environment, {
      releaseId,
      publishedAt: at,
      upload: upload.map((path) => file(path)),
      holds,
    })
  const states = async (published: PublishedFiles) =>
    (await published.files(environment)).map((one) => `${one.path} ${one.uploaded} ${one.lastPublication}`)

  it('keeps the intention, then the success, and which publication holds a file last', async () => {
    const published = create()
    await begin(published, 'r1', ['a', 'b'])
    await published.confirm(environment, ['a', 'foreign'].map(confirmed))
    expect((await published.files(environment))[0]).toMatchObject({ storedEtag: 's3-a', served: 'text/css' })
    expect(await states(published)).toEqual(['a true 1', 'b false 1'])
    await begin(published, 'r2', ['c'], ['a', 'foreign'])
    expect(await states(published)).toEqual(['a true 2', 'b false 1', 'c false 2'])
    await begin(published, 'r3', ['a'])
    expect(await states(published)).toEqual(['a false 3', 'b false 1', 'c false 2'])
  })

  it('gives a repeated release the publication it has', async () => {
    const published = create()
    await begin(published, 'r1', ['a'])
    await begin(published, 'r1', [], ['a'])
    await published.succeed(environment, 'r1')
    await published.succeed(environment, 'r1')
    expect(await published.publications(environment)).toEqual([
      { number: 1, releaseId: 'r1', publishedAt: at, succeeded: true },
    ])
  })

  it('takes thousands of files at once, and forgets them', async () => {
    const published = create()
    const paths = Array.from({ length: 2_500 }, (_, index) => `f${String(index).padStart(4, '0')}`)
    await begin(published, 'r1', paths)
    await published.confirm(environment, paths.map(confirmed))
    expect((await published.files(environment)).filter((one) => one.uploaded)).toHaveLength(2_500)
    await published.forget(environment, paths.slice(1))
    expect(await states(published)).toEqual(['f0000 true 1'])
  })
})

it('never mixes two sites', async () => {
  const published = createPublishedFiles(store)
  await published.begin(environment, { releaseId: 'r1', publishedAt: at, upload: [file('a')], holds: [] })
  const other = { ...environment, frontend: { ...environment.frontend, prefix: 'b/' } }
  await published.forget(other, ['a'])
  expect(await published.files(other)).toEqual([])
  expect(await published.files(environment)).toHaveLength(1)
})
