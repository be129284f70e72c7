import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { environment, now, unreadable } from '../../domain/drift/testing/drift-fixture.ts'
import type { Place } from '../../domain/drift/needs.ts'
import type { Reading } from '../../domain/reading.ts'
import { compareHashTable } from './compare-hash-table.ts'
import type { ReadSiteFile, SiteListing } from './ports.ts'

const hash = (name: string, text: string, as: 'hex' | 'base64' = 'hex') =>
  createHash(name).update(text).digest(as)

/** A site whose table states the hashes of `built`, and which is `files` now. */
function site(built: Record<string, string>) {
  const urls = Object.keys(built).map((path) => `/${path}`)
  const table = JSON.stringify({
    assetGroups: [{ installMode: 'prefetch', urls }],
    hashTable: Object.fromEntries(
      Object.entries(built).map(([path, text]) => [`/${path}`, hash('sha1', text)]),
    ),
  })
  const files: Record<string, string | null> = { ...built, 'ngsw.json': table, 'ngsw-worker.js': '' }
  const asked: string[] = []
  const memory = { seen: new Map(), table: null }
  let at = Date.parse(now)
  const readFile: ReadSiteFile = async (_environment, { path, knownEtag }) => {
    asked.push(path)
    const text = files[path]
    const reading = { source: path, readAt: new Date(at).toISOString() }
    if (text === null) return unreadable
    if (text === undefined) return { state: 'absent', ...reading }
    const etag = hash('md5', text)
    const isKnown = etag === knownEtag
    const value = {
      text: isKnown ? null : text,
      sha256: null,
      ...(isKnown ? {} : { hashes: [`sha1-${hash('sha1', text, 'base64')}`] }),
      cacheControl: null,
      etag,
      ageSeconds: null,
      lastModified: null,
      contentType: text.startsWith('<') ? 'text/html' : 'image/png',
    }
    return { state: 'read', value, ...reading }
  }
  const listing = (): Reading<SiteListing> => {
    const objects = Object.entries(files).map(
      ([path, text]) => [path, { size: 1, etag: hash('md5', text ?? ''), lastModified: null }] as const,
    )
    return { state: 'read', value: { objects: new Map(objects), isCut: false }, source: 'list', readAt: now }
  }
  return {
    files,
    asked,
    pass: (seconds: number) => (at += seconds * 1000),
    compare: (place: Place, of = environment, known = new Map<string, readonly string[]>()) =>
      compareHashTable({
        readFile,
        place,
        environment: of,
        listing: listing(),
        known,
        memory,
        now: new Date(at).toISOString(),
      }),
  }
}
const places: Place[] = ['edge', 'bucket']

it.each(places)(
  'tells other bytes and missing files, and nothing of what fits or cannot be read: %s',
  async (place) => {
    const { files, compare, pass } = site({ 'a.png': 'a', 'b.png': 'b', 'c.png': 'c' })
    expect(await compare(place)).toEqual([])
    Object.assign(files, { 'a.png': 'other', 'c.png': null })
    delete files['b.png']
    pass(environment.drift.staleAfterSeconds)
    expect(await compare(place)).toEqual(['a.png has other bytes than ngsw.json says', 'b.png is not there'])
  },
)

it('reads again only what may have changed', async () => {
  const { asked, compare, pass } = site({ 'a.png': 'a', 'b.js': 'b' })
  const known = new Map([['b.js', [`sha1-${hash('sha1', 'b', 'base64')}`]]])
  await compare('bucket', environment, known)
  expect(asked.splice(0)).toEqual(['ngsw.json', 'a.png'])
  pass(environment.drift.staleAfterSeconds)
  expect(await compare('bucket', environment, known)).toEqual([])
  expect(asked).toEqual(['ngsw.json'])
})

it('takes the page that is served for every missing file for none, and leaves pages alone that the edge writes into', async () => {
  const { files, compare } = site({ 'a.png': 'a', 'index.html': '<a>' })
  Object.assign(files, { 'a.png': '<page>', 'index.html': '<b>' })
  expect(await compare('edge')).toEqual([
    'a.png is not there',
    'index.html has other bytes than ngsw.json says',
  ])
  const rewritten = { ...environment, frontend: { ...environment.frontend, rewrittenAtEdge: true } }
  expect(await compare('edge', rewritten)).toEqual(['a.png is not there'])
})

it('has nothing to say of a site without the service worker', async () => {
  const { files, asked, compare } = site({ 'a.png': 'a' })
  files['a.png'] = 'other'
  delete files['ngsw-worker.js']
  expect(await compare('edge')).toEqual([])
  expect(asked).toEqual([])
})
