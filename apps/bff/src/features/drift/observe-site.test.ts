import { expect, it } from 'vitest'
import { apiUrl, environment, now, unreadable, version } from '../../domain/drift/testing/drift-fixture.ts'
import { createSiteObserver } from './observe-site.ts'
import type { ReadSiteFile, SiteFile, SiteFileWanted } from './ports.ts'

const page = `<html data-build-version="${version}"><script type="module" src="/assets/index-a%20b.js"></script>`
const bundle = `const e={VITE_API_URL:"${apiUrl}",x:"localhost"}`

const file = (text: string, change: Partial<SiteFile> = {}): SiteFile => ({
  text,
  sha256: `hash of ${text}`,
  cacheControl: 'public,max-age=60',
  etag: `etag-of-${text.length}`,
  ageSeconds: null,
  lastModified: null,
  contentType: null,
  ...change,
})

/** A place that serves these files; what is not there is absent. */
const place = (files: Record<string, SiteFile | null>) => {
  const asked: SiteFileWanted[] = []
  const read: ReadSiteFile = async (_environment, wanted) => {
    asked.push(wanted)
    const found = files[wanted.path]
    if (found === null) return unreadable
    if (found === undefined) return { state: 'absent', source: wanted.path, readAt: now }
    const value = found.etag === wanted.knownEtag ? { ...found, text: null, sha256: null } : found
    return { state: 'read', value, source: wanted.path, readAt: now }
  }
  return { asked, observe: observer(read) }
}

const noListing = async () => unreadable
const observer = (read: ReadSiteFile) => {
  const observe = createSiteObserver(read, 'edge')
  return (of: typeof environment) => observe(of, noListing)
}

it('finds the entry bundle through the page, and the settings in it', async () => {
  const { observe, asked } = place({
    'index.html': file(page),
    'assets/index-a b.js': file(bundle),
    'version.txt': file(`${version}\nimage:1\n2026-11-19T10:20:00Z\n`),
  })
  expect(await observe(environment)).toMatchObject({
    html: { value: { buildVersion: version, entryPath: 'assets/index-a%20b.js' } },
    versionFile: { value: { version, backendImage: 'image:1' } },
    entry: { value: { settings: { VITE_API_URL: apiUrl }, forbidden: ['localhost'] } },
  })
  expect(asked.map(({ path }) => path).toSorted()).toEqual([
    'assets/index-a b.js',
    'index.html',
    'lockstep-build.json',
    'version.txt',
  ])
})

it('does not search a bundle again that has not changed', async () => {
  const files = { 'index.html': file(page), 'assets/index-a b.js': file(bundle) }
  const { observe, asked } = place(files)
  const first = await observe(environment)
  const second = await observe(environment)
  expect(asked.filter(({ path }) => path.endsWith('.js')).map(({ knownEtag }) => knownEtag)).toEqual([
    null,
    files['assets/index-a b.js'].etag,
  ])
  expect(second.entry).toEqual(first.entry)
})

it('searches it again when the settings that it should hold have changed', async () => {
  const { observe, asked } = place({ 'index.html': file(page), 'assets/index-a b.js': file(bundle) })
  await observe(environment)
  await observe({ ...environment, settings: { VITE_NEW: 'x' } })
  expect(asked.filter(({ path }) => path.endsWith('.js')).map(({ knownEtag }) => knownEtag)).toEqual([
    null,
    null,
  ])
})

it('does not take the index page, answered for every missing file, for a bundle or a version file', async () => {
  const fallback = file(page, { contentType: 'text/html' })
  const { observe } = place({
    'index.html': fallback,
    'assets/index-a b.js': fallback,
    'version.txt': fallback,
  })
  expect(await observe(environment)).toMatchObject({
    html: { state: 'read' },
    entry: { state: 'absent' },
    versionFile: { state: 'absent' },
  })
})

it('tells a page without entry, a page that is not there and a page that could not be read apart', async () => {
  const without = await place({ 'index.html': file('<html></html>') }).observe(environment)
  expect(without).toMatchObject({ html: { state: 'read' }, entry: { state: 'absent' } })
  const gone = await place({}).observe(environment)
  expect(gone).toMatchObject({ html: { state: 'absent' }, entry: { state: 'absent' } })
  const blind = await place({ 'index.html': null, 'version.txt': file(version) }).observe(environment)
  expect(blind).toMatchObject({
    html: { state: 'unreadable' },
    entry: { state: 'unreadable' },
    versionFile: { state: 'read' },
  })
})
