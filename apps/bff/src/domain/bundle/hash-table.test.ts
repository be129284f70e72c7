import { expect, it } from 'vitest'
import { parseHashTable } from './hash-table.ts'

const sha1 = 'a9993e364706816aba3e25717850c26c9cd0d89d'
const table = (change: object = {}) =>
  JSON.stringify({
    configVersion: 1,
    index: '/shop/index.html',
    assetGroups: [
      {
        name: 'app',
        installMode: 'prefetch',
        urls: ['/shop/index.html', '/shop/a b.js', '/shop/no-hash.js'],
      },
      { name: 'assets', installMode: 'lazy', urls: ['/shop/picture.png'] },
    ],
    hashTable: { '/shop/index.html': sha1, '/shop/a b.js': sha1, '/shop/picture.png': sha1 },
    ...change,
  })

it('names the files that the service worker loads before it takes a version, with their hashes', () => {
  expect(parseHashTable(table(), 'https://shop.example/shop')).toEqual([
    { path: 'index.html', sha1 },
    { path: 'a%20b.js', sha1 },
  ])
})

it.each([
  ['of another place', table(), 'https://shop.example/other/'],
  ['without groups', table({ assetGroups: undefined }), 'https://shop.example/shop/'],
])('has nothing of a table %s', (_what, text, url) => {
  expect(parseHashTable(text, url)).toEqual([])
})

it.each(['', '[]', '<html>', '{"hashTable":[1]}', table({ hashTable: null })])('is none: %s', (text) => {
  expect(parseHashTable(text, 'https://shop.example/')).toBeNull()
})
