import { expect, test } from 'vitest'
import { placeCandidate, placeMain } from './candidate-pages.ts'

const files = [
  'index.html',
  'about.html',
  'version.txt',
  'assets/app-1a2b3c4d.js',
  'favicon.ico',
  'new-logo.svg',
].map((path) => ({ path, size: 1, etag: path }))
const there = new Set(['index.html', 'version.txt', 'favicon.ico'])
const where = {
  pagePrefix: 'candidate/',
  isThere: (path: string) => there.has(path),
}

test('a candidate changes no file of the main site: its pages lie below its prefix, what is new beside the others', () => {
  const placed = placeCandidate(files, where)
  expect(placed.map(({ path }) => path)).toEqual([
    'candidate/index.html',
    'candidate/about.html',
    'candidate/version.txt',
    'assets/app-1a2b3c4d.js',
    'new-logo.svg',
  ])
  expect(placed.some(({ path }) => there.has(path))).toBe(false)
})

test('a candidate is served with the headers of the main site', () => {
  const main = new Map(placeMain(files).map((file) => [file.source, file.cacheControl]))
  for (const { source, cacheControl } of placeCandidate(files, where))
    expect(cacheControl).toBe(main.get(source))
})
