import { expect, it } from 'vitest'
import { fileRisks, type FileRisksInput } from './file-risks.ts'
import { invalidationPaths } from './invalidation-paths.ts'
import type { PublishedFile } from './retention.ts'

const own = (path: string, storedEtag: string): PublishedFile => ({
  path,
  size: 1,
  etag: 'content',
  storedEtag,
  served: '',
  uploaded: true,
  lastPublication: 1,
})
const root = { url: 'https://shop.example', prefix: '' }
const risks = (input: Partial<FileRisksInput>) =>
  fileRisks({
    build: (input.changed ?? []).map((path) => ({ path, size: 1 })),
    changed: [],
    stored: new Map((input.changed ?? []).map((path) => [path, { etag: 's3' }])),
    published: [],
    frontend: { keep: [], assetsPrefix: 'assets/' },
    ...input,
  })

it('names assets that change under their name, and not what is asked for anew each time', () => {
  const changed = ['index.html', 'version.txt', 'assets/logo.png', 'sw.js', 'robots.txt', 'fonts/a.woff2']
  const published = changed.map((path) => own(path, 's3'))
  const found = risks({ changed, published })
  expect(found.changedAssets).toEqual(['assets/logo.png', 'fonts/a.woff2'])
  expect(found.foreign).toEqual([])
  expect(invalidationPaths('frontend-only', root, found.changed)).toEqual([
    '/*.html',
    '/index.html',
    '/',
    '/version.txt',
    '/lockstep-build.json',
    '/assets/logo.png',
    '/sw.js',
    '/robots.txt',
    '/fonts/a.woff2',
  ])
})

it('names what something else put into the bucket: settings before the first release, all of it later', () => {
  const changed = ['config.js', 'assets/env.json', 'robots.txt', 'assets/config-BRBmoGS9.js']
  expect(risks({ changed }).foreign).toEqual(['config.js', 'assets/env.json'])
  const published = [own('robots.txt', 'another'), own('other.txt', 's3')]
  expect(risks({ changed, published }).foreign).toEqual(['config.js', 'assets/env.json', 'robots.txt'])
})

it('leaves out what the bucket keeps, and says when that is not there', () => {
  const frontend = { keep: ['config.js', 'sub/*.json'], assetsPrefix: 'assets/' }
  const build = [
    { path: 'config.js', size: 1 },
    { path: 'sub/env.json', size: 1 },
  ]
  const stored = new Map([['config.js', { etag: 's3' }]])
  const found = risks({ build, changed: ['config.js'], stored, frontend })
  expect(found).toMatchObject({ changed: [], foreign: [], missing: ['sub/env.json'] })
})

it('names source maps and what is rarely meant for the public', () => {
  const build = ['assets/index-BRBmoGS9.js.map', '.env.production', 'a/.git/config', '.well-known/x'].map(
    (path) => ({ path, size: 1 }),
  )
  expect(risks({ build })).toMatchObject({
    sourceMaps: ['assets/index-BRBmoGS9.js.map'],
    odd: ['.env.production', 'a/.git/config'],
  })
})

it('escapes what is invalidated, and forgets all when it is much', () => {
  expect(invalidationPaths('frontend-only', root, ['a b/ü*.png']).at(-1)).toBe('/a%20b/%C3%BC%2A.png')
  const many = Array.from({ length: 101 }, (_, index) => `f${index}`)
  expect(invalidationPaths('frontend-only', root, many)).toEqual(['/*'])
  expect(invalidationPaths('full', root, ['a'])).toEqual(['/*'])
})
