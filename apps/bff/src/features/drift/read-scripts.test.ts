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
    unread: ['assets/gone.js, which assets/main.js names and which is not there'],
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

const webpack = 'document.onclick=()=>r.e(594).then(x);r.u=e=>"js/about.f44c1c11.js",r.p="/"'
const mapDeps = (dep: string) =>
  `const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/main.js","${dep}"])))=>i.map(i=>d[i]);`
const precache = (first: string) =>
  `if(!self.define){importScripts(i)}define(["./workbox-2178cfdb"],function(e){e.precacheAndRoot([${first}],{})});`

it.each([
  ['the only chunk of webpack', { 'assets/main.js': webpack }, 'js/about.f44c1c11.js'],
  [
    'a stylesheet of a chunk by webpack',
    { 'assets/main.js': 'r.miniCssF=e=>"css/about.0f0f1c2d.css",r.p="/"' },
    'css/about.0f0f1c2d.css',
  ],
  [
    'a chunk by webpack 4',
    { 'assets/main.js': 'function a(e){return s.p+"js/"+({}[e]||e)+"."+{0:"0743aa12"}[e]+".js"}s.p="/"' },
    'js/0.0743aa12.js',
  ],
  [
    'a stylesheet by Vite',
    { 'assets/main.js': mapDeps('assets/lazy-Dwqye2q2.css') },
    'assets/lazy-Dwqye2q2.css',
  ],
  [
    'a stylesheet by Vite with relative names',
    { 'assets/main.js': mapDeps('./lazy.css') },
    'assets/lazy.css',
  ],
  [
    'one by an early Vite',
    { 'assets/main.js': '(()=>import("./main.js"),["assets/main.js","assets/a.css"])' },
    'assets/a.css',
  ],
  [
    'a service worker',
    { 'assets/main.js': 'navigator.serviceWorker.register("/sw.js",{scope:"/"})' },
    'sw.js',
  ],
  [
    'one by the class of Workbox',
    { 'assets/main.js': 'new E("/sw.js",{scope:"/",type:"classic"})' },
    'sw.js',
  ],
  [
    'a remote that is put into the page',
    { 'assets/main.js': 's.src="/remotes/cart/remoteEntry.js"' },
    'remotes/cart/remoteEntry.js',
  ],
  [
    'a remote by its name',
    { 'assets/main.js': 'r={cart:"cart@/cart/remoteEntry.js"}' },
    'cart/remoteEntry.js',
  ],
  [
    'a remote that webpack loads',
    { 'assets/main.js': 'r.l("/cart/remoteEntry.js",f,"cart")' },
    'cart/remoteEntry.js',
  ],
  ['a worklet', { 'assets/main.js': 'c.audioWorklet.addModule("/tone.js")' }, 'tone.js'],
  [
    'a dependency by SystemJS',
    { 'assets/main.js': 'System.register(["./main.js","./b.js"],f)' },
    'assets/b.js',
  ],
  [
    'a second script of a worker',
    { 'assets/main.js': 'importScripts("/assets/main.js","c.js")' },
    'assets/c.js',
  ],
  ['the library of a service worker', { 'assets/main.js': precache('') }, 'assets/workbox-2178cfdb.js'],
  [
    'a file that a service worker fetches first',
    {
      'assets/main.js': precache(
        '{url:"main.js",revision:null},{revision:"1872c500",url:"lazy-Dwqye2q2.css"}',
      ),
      'assets/workbox-2178cfdb.js': '',
    },
    'assets/lazy-Dwqye2q2.css',
  ],
  [
    'a chunk of Gatsby',
    { 'assets/main.js': 'window.___chunkMapping={"app":["/assets/main.js"],"page":["/page-0f1e2d3c.js"]};' },
    'page-0f1e2d3c.js',
  ],
  [
    'one in a text',
    { 'assets/main.js': String.raw`window.___chunkMapping="{\"page\":[\"/page-0f1e2d3c.js\"]}";` },
    'page-0f1e2d3c.js',
  ],
])('names what is certainly loaded and is not there: %s', async (_what, files, path) => {
  const all = { 'index.html': page(module('assets/main.js')), ...files }
  const stated = (of: string) => ({ contentType: of.endsWith('.css') ? 'text/css' : 'text/javascript' })
  for (const which of ['edge', 'bucket'] as const) {
    expect(await place(all, immutable, which, stated).entry()).toMatchObject({ missing: [path], unread: [] })
    const whole = await place({ ...all, [path]: 'x()' }, immutable, which, stated).entry()
    expect(whole).toMatchObject({ missing: [], unread: [], refused: [] })
  }
})

it.each([
  ['new Registrar("/service-worker.js")', 'service-worker.js'],
  ['go("ngsw-worker.js",{enabled:!0})', 'assets/ngsw-worker.js'],
  ['load("vendor-Crwgrj9F.js")', 'assets/vendor-Crwgrj9F.js'],
  ['load("assets/lazy.js")', 'assets/lazy.js'],
  ['all(["assets/main.js","gone.js"])', 'assets/gone.js'],
])('is not sure of what may be the name of a file: %s', async (code, path) => {
  const files = { 'index.html': page(module('assets/main.js')), 'assets/main.js': code }
  const unread = [`${path}, which assets/main.js names and which is not there`]
  expect(await place(files).entry()).toMatchObject({ missing: [], unread })
  expect(await place({ ...files, [path]: 'x()' }).entry()).toMatchObject({
    missing: [],
    unread: [],
    scripts: 2,
  })
})

it.each([
  't=["Node.js","Vue.js","three.js"]',
  'throw Error("could not load vs/loader.js")',
  'm={"./af.js":1,"./locale/fr.js":2}',
  `m=JSON.parse('{"./af-Dwqye2q2.js":1}')`,
  'r("./src/index.js");require("/lib/a.js");if(p.endsWith("/index.js"))x()',
  'u=base+"/app-Dwqye2q2.js";v="/app-"+hash;e(803)',
  'e.O(0,[164],()=>e(803));r.u=e=>e+".js"',
  'i="core-js/modules/es.array.js"',
  'r.miniCssF=e=>"css/"+e+"."+{9:"31d6cfe0d16ae931b73c"}[e]+".css",r.p="/"',
])('takes no name of a library or a module for a file: %s', async (code) => {
  const files = { 'index.html': page(module('assets/main.js')), 'assets/main.js': code }
  expect(await place(files).entry()).toMatchObject({ missing: [], unread: [], scripts: 1 })
})

it('says what browsers refuse of the stylesheets that a script loads', async () => {
  const files = {
    'index.html': `<!doctype html>${page(module('assets/main.js'))}`,
    'assets/main.js': mapDeps('assets/lazy-Dwqye2q2.css'),
    'assets/lazy-Dwqye2q2.css': 'p{}',
  }
  const plain = (of: string) => ({ contentType: of.endsWith('.css') ? 'text/plain' : 'text/javascript' })
  expect(await place(files, immutable, 'edge', plain).entry()).toMatchObject({
    refused: ['assets/lazy-Dwqye2q2.css: it is served as text/plain'],
  })
})

it('misses a picture that a service worker fetches first where the list of the bucket shows it', async () => {
  const files = {
    'index.html': page('<script>navigator.serviceWorker.register("/sw.js")</script>'),
    'sw.js': 'p([{url:"icon.png",revision:"93a7"}])',
  }
  const observe = (which: Place, of: Record<string, string> = files) => place(of, immutable, which).entry()
  expect(await observe('bucket')).toMatchObject({ missing: ['icon.png'] })
  expect(await observe('bucket', { ...files, 'icon.png': '' })).toMatchObject({ missing: [] })
  expect(await observe('edge')).toMatchObject({ missing: [] })
})

it('names what is imported and not there when something else only named it before', async () => {
  const files = {
    'index.html': page(module('main.js')),
    'main.js': 'load("/lazy-Dwqye2q2.js");import("./a.js")',
    'a.js': 'import("./b.js")',
    'b.js': 'import("./lazy-Dwqye2q2.js")',
  }
  expect(await place(files).entry()).toMatchObject({ missing: ['lazy-Dwqye2q2.js'], unread: [] })
})

it('takes nothing that libraries of AMD ask for, and no worker of another build, for a file', async () => {
  const files = {
    'index.html': page(module('main.js')),
    'main.js':
      'importScripts(u);"function"==typeof define&&define.amd?define(["./searchcursor"],r):r();n=d?"maplibre-gl-worker-dev.mjs":"maplibre-gl-worker.mjs";try{new URL(`http://[${h}]`)}catch{}',
  }
  expect(await place(files).entry()).toMatchObject({ missing: [], unread: [], scripts: 1 })
})

it('finds service workers and what they load under names that stay', async () => {
  const files = {
    'index.html': page(module('main.js')),
    'main.js': 'navigator.serviceWorker.register("/sw.js");boot("/ngsw-worker.js")',
    'sw.js': 'importScripts("push.js","w-Dwqye2q2.js")',
    'push.js': 'p()',
    'w-Dwqye2q2.js': 'w()',
    'ngsw-worker.js': 'n()',
  }
  const headers = { cacheControl: 'max-age=9', expiresSeconds: null, lastModified: null }
  expect((await place(files, 'max-age=9').entry()).serviceWorkers).toEqual([
    { path: 'sw.js', loadedBy: null, headers },
    { path: 'push.js', loadedBy: 'sw.js', headers },
    { path: 'ngsw-worker.js', loadedBy: null, headers },
  ])
})

it('is not sure of a site without a script that its page announces', async () => {
  const files = {
    'index.html': page(`<link rel="prefetch" as="script" href="/js/about.js">${module('main.js')}`),
    'main.js': 'x()',
  }
  expect(await place(files).entry()).toMatchObject({
    unread: ['js/about.js, which the page announces and which is not there'],
  })
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
