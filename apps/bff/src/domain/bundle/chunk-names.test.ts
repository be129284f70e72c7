import { expect, it } from 'vitest'
import { environment } from '../drift/testing/drift-fixture.ts'
import { chunkLinks } from './script-links.ts'
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
