import { expect, it } from 'vitest'
import { parseHtml } from './parse-html.ts'

const map = (integrity: object) =>
  `<script type="importmap">${JSON.stringify({ imports: {}, integrity })}</script>`
const stated = (head: string) => parseHtml(`<head>${head}</head>`, 'https://shop.example/').integrity

it('takes the hashes of modules from an import map', () => {
  const entries = {
    './a.js': 'sha384-a',
    '/js/b.js': 'sha384-b',
    'https://cdn.example/c.js': 'sha384-c',
    d: 'x',
    e: 1,
  }
  expect(stated(`<base href="/js/">${map(entries)}`)).toEqual([
    { path: 'js/a.js', metadata: 'sha384-a' },
    { path: 'js/b.js', metadata: 'sha384-b' },
  ])
})

it.each([
  ['a tag says otherwise', `<script type="module" src="/a.js" integrity="sha384-b"></script>`, ['sha384-b']],
  ['a tag wants none', `<link rel="modulepreload" href="/a.js" integrity="">`, []],
  ['it is no module', `<script src="/a.js"></script>`, []],
  ['it is a module', `<script type="module" src="/a.js"></script>`, ['sha384-a']],
  ['an earlier map says otherwise', map({ '/a.js': 'sha384-b' }), ['sha384-b']],
  ['the query tells two apart', map({ '/a.js?2': 'sha384-b', '/a.js?3': 'sha384-c' }), []],
])('goes by what a browser goes by where %s', (_what, head, metadata) => {
  expect(stated(`${head}${map({ '/a.js': 'sha384-a' })}`).map((one) => one.metadata)).toEqual(metadata)
})

it.each(['{', '[]', '{"integrity":null}', '{"integrity":"x"}'])('has nothing of %s', (text) => {
  expect(stated(`<script type="importmap">${text}</script>`)).toEqual([])
})
