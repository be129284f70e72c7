import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { StatedType } from '../../domain/bundle/content-type.ts'
import { recordOf } from '../../domain/bundle/testing/record-of.ts'
import { apiUrl, environment, now, unreadable, version } from '../../domain/drift/testing/drift-fixture.ts'
import type { Reading } from '../../domain/reading.ts'
import type { Place } from '../../domain/drift/needs.ts'
import { createSiteObserver } from './observe-site.ts'
import type { SiteFile, SiteFileWanted, SiteListing } from './ports.ts'

const page = (head: string) => `<html data-build-version="${version}"><head>${head}</head></html>`
const module = (path: string) => `<script type="module" src="/${path}"></script>`
const immutable = 'public,max-age=31536000,immutable'
const wanting = { ...environment, settings: { VITE_KEY: 'pk_live_abc123' } }

const md5 = (text: string) => createHash('md5').update(text).digest('hex')

/** A place that serves these files; null cannot be read. The clock stands still unless a test moves it. */
function place(
  files: Record<string, string | null>,
  cacheControl = immutable,
  which: Place = 'edge',
  stated: (path: string) => StatedType = () => ({ contentType: 'text/javascript' }),
) {
  const asked: SiteFileWanted[] = []
  let at = Date.parse(now)
  const toFile = (text: string, wanted: SiteFileWanted): SiteFile => {
    const etag = md5(text)
    return {
      text: etag === wanted.knownEtag ? null : text,
      sha256: createHash('sha256').update(text).digest('hex'),
      cacheControl,
      etag,
      ageSeconds: null,
      lastModified: null,
      ...stated(wanted.path),
    }
  }
  const observe = createSiteObserver(async (_environment, wanted) => {
    asked.push(wanted)
    const text = files[wanted.path]
    if (text === null) return unreadable
    const read = { source: wanted.path, readAt: new Date(at).toISOString() }
    return text === undefined
      ? { state: 'absent', ...read }
      : { state: 'read', value: toFile(text, wanted), ...read }
  }, which)
  const listing = async (): Promise<Reading<SiteListing>> => {
    const objects = Object.entries(files).map(([path, text]) => {
      const object = { size: text?.length ?? 0, etag: md5(text ?? ''), lastModified: null }
      return [path, object] as const
    })
    return { state: 'read', value: { objects: new Map(objects), isCut: false }, source: 'list', readAt: now }
  }
  return {
    asked,
    pass: (seconds: number) => (at += seconds * 1000),
    entry: async (of = wanting) => {
      const { entry } = await observe(of, listing)
      if (entry.state !== 'read') throw new Error(`the entry is ${entry.state}`)
      return entry.value
    },
  }
}

it('follows what browsers load: scripts of the page, imports, and lists of chunks', async () => {
  const { entry, asked } = place({
    'index.html': page(`<script src="/polyfills.js" nomodule></script>${module('assets/main.js')}`),
    'polyfills.js': 'x()',
    'assets/main.js': `import"./shared.js";const m=["assets/lazy.js","assets/gone.js","assets/a.css"];import("./view.js")`,
    'assets/shared.js': `const e="${apiUrl}"`,
    'assets/lazy.js': 'k="pk_test_1"',
    'assets/view.js': 'pay("pk_live_abc123")',
  })
  expect(await entry({ ...wanting, forbiddenValues: ['pk_test_'] })).toMatchObject({
    path: 'assets/main.js',
    settings: { VITE_API_URL: apiUrl, VITE_KEY: 'pk_live_abc123' },
    forbidden: ['pk_test_'],
    unread: [],
    missing: [],
    scripts: 5,
  })
  expect(asked.map(({ path }) => path)).not.toContain('assets/gone.js')
})

it('names what is imported and not there', async () => {
  const { entry } = place({ 'index.html': page(module('main.js')), 'main.js': 'import("./gone.js")' })
  expect(await entry()).toMatchObject({ missing: ['gone.js'] })
})

it('says what it could not look into', async () => {
  const { entry } = place({
    'index.html': page(module('main.js')),
    'main.js': 'import("./dark.js");import(`./l/${x}.js`)',
    'dark.js': null,
  })
  expect((await entry()).unread).toEqual([
    'dark.js (Access was denied)',
    'what main.js loads under names that it computes',
  ])
})

it('reads scripts that stand in the page, with what they import and the base they import from', async () => {
  const { entry } = place({
    'index.html': page(
      `<base href="/app/"><link rel="modulepreload" href="start.js"><script>import("./start.js")</script>`,
    ),
    'app/start.js': `const e={VITE_API_URL:"${apiUrl}"}`,
  })
  expect(await entry()).toMatchObject({
    path: 'app/start.js',
    settings: { VITE_API_URL: apiUrl },
    missing: [],
  })
})

it('takes a page whose scripts all stand in it for its own entry', async () => {
  const { entry } = place({ 'index.html': page(`<script type=module>fetch("${apiUrl}/x")</script>`) })
  expect(await entry()).toMatchObject({ path: 'index.html', settings: { VITE_API_URL: apiUrl } })
})

it('asks in the page’s own words, for the edge reads them as a browser sends them', async () => {
  const { entry, asked } = place({ 'index.html': page(module('assets/+a%20b.js')), 'assets/+a b.js': 'x()' })
  await entry()
  expect(asked.find(({ path }) => path === 'assets/+a b.js')).toMatchObject({ urlPath: 'assets/+a%20b.js' })
})

it('asks again for the entry alone while the others say that they never change, and for all before they are stale', async () => {
  const files = {
    'index.html': page(module('main.js')),
    'main.js': 'import"./a.js"',
    'a.js': 'import"./b.js"',
    'b.js': '1',
  }
  const { entry, asked, pass } = place(files)
  const first = await entry()
  expect(asked.splice(0).filter(({ path }) => path.endsWith('.js'))).toHaveLength(3)
  expect(await entry()).toEqual(first)
  expect(
    asked
      .splice(0)
      .map(({ path }) => path)
      .toSorted(),
  ).toEqual(['index.html', 'main.js', 'version.txt'])
  pass(wanting.drift.staleAfterSeconds / 2)
  expect(await entry()).toEqual(first)
  const again = asked.splice(0).filter(({ path }) => path.endsWith('.js'))
  expect(again.map(({ knownEtag }) => knownEtag)).not.toContain(null)
  expect(again).toHaveLength(3)
})

it('asks each time for scripts that may change', async () => {
  const files = { 'index.html': page(module('main.js')), 'main.js': 'import"./a.js"', 'a.js': '1' }
  const { entry, asked } = place(files, 'public,max-age=60')
  await entry()
  asked.splice(0)
  await entry()
  expect(asked.map(({ path }) => path)).toContain('a.js')
})

const built = {
  'index.html': page(module('assets/main.js')),
  'assets/main.js': 'import(`./${x}.js`)',
  'assets/lazy.js': 'k="pk_test_1"',
  'logo.svg': '<svg/>',
}
const stamped = (files: Record<string, string | null>, change = {}) => ({
  ...built,
  'lockstep-build.json': JSON.stringify(recordOf(built, { settings: { VITE_API_URL: apiUrl }, ...change })),
  ...files,
})

it.each(['edge', 'bucket'] as const)('compares a site with the record of its build: %s', async (which) => {
  const whole = await place(stamped({}), immutable, which).entry()
  expect(whole).toMatchObject({
    basis: 'build-record',
    settings: { VITE_API_URL: apiUrl },
    record: { same: 4, missing: [], differing: [], unread: [], contradictions: [] },
    unread: [],
  })
  const { 'assets/lazy.js': _taken, ...less } = stamped({ 'logo.svg': '<svg fill="red"/>' })
  const broken = await place(less, immutable, which).entry()
  expect(broken).toMatchObject({ record: { same: 2, missing: ['assets/lazy.js'], differing: ['logo.svg'] } })
})

it('looks for forbidden values in every script that the record names', async () => {
  const { entry } = place(stamped({}))
  expect(await entry({ ...wanting, forbiddenValues: ['pk_test_'] })).toMatchObject({
    forbidden: ['pk_test_'],
  })
})

it('leaves out of the comparison what is each environment’s own', async () => {
  const { entry } = place(stamped({ 'logo.svg': 'another' }))
  const frontend = { ...wanting.frontend, keep: ['logo.svg'] }
  expect(await entry({ ...wanting, frontend })).toMatchObject({ record: { same: 3, differing: [] } })
})

it('says that a record is none, and does without', async () => {
  const { entry } = place(stamped({ 'lockstep-build.json': '{"version":1}' }))
  expect(await entry()).toMatchObject({
    basis: 'module-graph',
    record: null,
    recordProblem: 'it is no record of a build',
  })
})

it('reads nothing of a stamped site again that the bucket’s list shows unchanged', async () => {
  const { entry, asked } = place(stamped({}), immutable, 'bucket')
  const first = await entry()
  asked.splice(0)
  expect(await entry()).toEqual(first)
  expect(asked.map(({ path }) => path).toSorted()).toEqual(['index.html', 'version.txt'])
})

it('names a chunk of a bundler’s list that is not there, and looks at those that are', async () => {
  const { entry } = place({
    'index.html': page('<script src="/runtime.js"></script><script src="/main.js"></script>'),
    'runtime.js': 'r.u=e=>e+".7028.js",r.p="/"',
    'main.js': 'n.e(480).then(x)',
  })
  expect(await entry()).toMatchObject({ missing: ['480.7028.js'], unread: [], scripts: 2 })
})

it.each([
  ['new Worker(new URL("/assets/w-1.js",import.meta.url),{type:"module"})', 'assets/w-1.js'],
  ['new Worker(new URL(""+new URL("w-1.js",import.meta.url).href,import.meta.url))', 'assets/w-1.js'],
  ['new SharedWorker(new URL("./w-1.js",import.meta.url))', 'assets/w-1.js'],
  ['new Worker("/w-1.js")', 'w-1.js'],
  ['new Worker("w-1.js")', 'w-1.js'],
  ['importScripts("w-1.js")', 'assets/w-1.js'],
])('follows workers, and names one that is not there: %s', async (code, path) => {
  const files = { 'index.html': page(module('assets/main.js')), 'assets/main.js': code }
  expect(await place(files).entry()).toMatchObject({ missing: [path] })
  expect(await place({ ...files, [path]: 'x()' }).entry()).toMatchObject({ missing: [], scripts: 2 })
})

it('names a stylesheet of the page that is not there, and looks for settings in none', async () => {
  const sheets =
    '<link rel="stylesheet" href="/a.css"><link rel=stylesheet href="https://fonts.example/x.css"><link rel="alternate stylesheet" href="/no.css"><noscript><link rel=stylesheet href=/n.css></noscript>'
  const files = { 'index.html': page(`${sheets}${module('main.js')}`), 'main.js': 'x()' }
  expect(await place(files).entry()).toMatchObject({ missing: ['a.css'] })
  const whole = place({ ...files, 'a.css': 'body{content:"VITE_KEY"}' })
  expect(await whole.entry()).toMatchObject({ missing: [], scripts: 1 })
})

it('says what browsers refuse for its type, as often as it is looked at', async () => {
  const files = {
    'index.html': page(
      `<script src="/old.js"></script><script>System.import("./legacy.js")</script>${module('main.js')}`,
    ),
    'old.js': 'a()',
    'legacy.js': 'b()',
    'main.js':
      'import("./view.js");new Worker(new URL("./work.js",import.meta.url));import x from"./words.json"',
    'view.js': 'c()',
    'work.js': 'd()',
    'words.json': '{}',
  }
  const plain = place(files, immutable, 'edge', () => ({ contentType: 'text/plain' }))
  const refused = ['main.js', 'view.js', 'work.js'].map((path) => `${path}: it is served as text/plain`)
  expect((await plain.entry()).refused.toSorted()).toEqual(refused)
  expect((await plain.entry()).refused.toSorted()).toEqual(refused)
  const strict = place(files, immutable, 'edge', () => ({ contentType: 'text/plain', isNoSniff: true }))
  expect((await strict.entry()).refused).toHaveLength(5)
})
