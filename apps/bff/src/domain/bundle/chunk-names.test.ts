import { expect, it } from 'vitest'
import { environment } from '../drift/testing/drift-fixture.ts'
import { chunkLinks, lostChunks } from './script-links.ts'
import { scanAll } from './testing/scan-all.ts'
import { wantedOf } from './wanted.ts'

const wanted = wantedOf(environment, null)
const links = (scripts: Record<string, string>) =>
  chunkLinks(
    new Map(Object.entries(scripts).map(([path, text]) => [path, scanAll(text, wanted)])),
    wanted.siteUrl,
  )

it.each([
  [
    'tables',
    '(()=>{var r={};r.u=e=>"static/"+(884===e?"admin":e)+"."+{407:"34cf",884:"0743"}[e]+".chunk.js",r.p="/"})()',
    ['static/admin.0743.chunk.js', 'static/407.34cf.chunk.js'],
  ],
  [
    'a table with a way out',
    'r.u=e=>({179:"main"}[e]||e)+"."+{179:"ab",7:"cd"}[e]+".js";',
    ['main.ab.js', '7.cd.js'],
  ],
  ['an old function', 'r.u=function(e){return"js/"+{1:"aa"}[e]+".js"}', ['js/aa.js']],
  ['a public path', 'r.u=e=>"c/"+{1:"aa"}[e]+".js",r.p="/_next/"', ['_next/c/aa.js']],
])('names the chunks of a webpack runtime with %s', (_what, runtime, expected) => {
  expect(links({ 'runtime.js': runtime }).toSorted()).toEqual(expected.toSorted())
})

it('names chunks that another script asks for by number', () => {
  const runtime = 'r.u=e=>"c/"+e+".7566.js",r.p="/_next/"'
  expect(links({ 'webpack.js': runtime, 'page.js': 'n.e(734).then(x);n.e(t)' })).toEqual([
    '_next/c/734.7566.js',
  ])
})

it('makes nothing of functions that name no script', () => {
  expect(links({ 'a.js': 'x=e=>"a"+e;y=e=>e+".css";z=(a,b)=>f(a)+".js"' })).toEqual([])
})

it('names thousands of chunks in time, and gives up on what nests too deep', () => {
  const table = Array.from({ length: 4000 }, (_, id) => `${id}:"h${id}"`).join(',')
  const started = performance.now()
  expect(links({ 'r.js': `r.u=e=>"c/"+e+"."+{${table}}[e]+".js"` })).toHaveLength(4000)
  expect(performance.now() - started).toBeLessThan(2000)
  expect(links({ 'r.js': `r.u=e=>${'('.repeat(9000)}"a"+e+".js"${')'.repeat(9000)}` })).toEqual([])
})

const lost = (scripts: Record<string, string>, there: string[] = []) => {
  const found = new Map(Object.entries(scripts).map(([path, text]) => [path, scanAll(text, wanted)]))
  return lostChunks(found, wanted.siteUrl, (path) => there.includes(path))
}

it('calls a chunk lost for certain that the map of a runtime names below a known path', () => {
  const runtime = 'r.u=e=>"c/"+e+"."+{1:"aa",2:"bb"}[e]+".js",r.p="/"'
  expect(lost({ 'runtime.js': runtime }, ['c/1.aa.js'])).toEqual({ missing: ['c/2.bb.js'], unsure: [] })
  expect(lost({ 'runtime.js': runtime }, ['c/1.aa.js', 'c/2.bb.js'])).toEqual({ missing: [], unsure: [] })
})

it('calls the only chunk lost for which a runtime keeps no map, as soon as a script asks for it', () => {
  const scripts = { 'runtime.js': 'r.u=e=>e+".7028.js",r.p="/"', 'main.js': 't.e(480).then(x)' }
  expect(lost(scripts)).toEqual({ missing: ['480.7028.js'], unsure: [] })
  // Another number that something else asks for makes a name of the same hash: it is no chunk.
  expect(lost({ ...scripts, 'other.js': 'a.e(9)' }, ['480.7028.js'])).toEqual({ missing: [], unsure: [] })
})

it('is not sure of a chunk whose path or name is only guessed', () => {
  expect(lost({ 'runtime.js': 'r.u=e=>"c/"+{1:"aa"}[e]+".js"' }).unsure).toEqual([
    expect.stringContaining('c/aa.js, which'),
  ])
  const plain = { 'runtime.js': 'r.u=e=>e+".bundle.js",r.p="/"', 'main.js': 't.e(1);t.e(2)' }
  expect(lost(plain, ['1.bundle.js'])).toEqual({
    missing: [],
    unsure: ['2.bundle.js, which the scripts may load and which is not there'],
  })
})

it('is sure of a chunk beside which the same runtime has another', () => {
  const runtime = 'r.u=e=>({1:"aa",2:"bb"}[e])+".js"'
  expect(lost({ 'static/js/runtime.js': runtime }, ['static/js/aa.js'])).toEqual({
    missing: ['static/js/bb.js'],
    unsure: [],
  })
})

it('says of chunks on another host that they lie there', () => {
  const runtime = 'r.u=e=>"c/"+{1:"aa"}[e]+".js",r.p="https://cdn.example/x/"'
  expect(lost({ 'runtime.js': runtime })).toEqual({
    missing: [],
    unsure: ['chunks on cdn.example, which is not looked at'],
  })
})
