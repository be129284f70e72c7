import { expect, it } from 'vitest'
import { contentHeadersOf } from './content-headers.ts'

it.each<[string, string, string | null]>([
  ['index.html', 'text/html; charset=utf-8', null],
  ['assets/index-Bn5yQuT3.js', 'text/javascript; charset=utf-8', null],
  ['.well-known/apple-app-site-association', 'application/json; charset=utf-8', null],
  ['apple-app-site-association', 'application/json; charset=utf-8', null],
  ['.well-known/assetlinks.json', 'application/json; charset=utf-8', null],
  ['Build/game.wasm.br', 'application/wasm', 'br'],
  ['Build/game.framework.js.br', 'text/javascript; charset=utf-8', 'br'],
  ['Build/data.js.gz', 'text/javascript; charset=utf-8', 'gzip'],
  ['Build/game.data.gz', 'application/octet-stream', 'gzip'],
  ['Build/game.symbols.json.gz', 'application/json; charset=utf-8', 'gzip'],
  ['icons/logo.svgz', 'image/svg+xml', 'gzip'],
  ['downloads/source.tar.gz', 'application/gzip', null],
  ['downloads/source.gz', 'application/gzip', null],
  ['downloads/table.csv.gz', 'application/gzip', null],
  ['downloads/unknown.br', 'application/octet-stream', null],
  ['LICENSE', 'application/octet-stream', null],
])('serves %s as %s, encoding %s', (path, contentType, contentEncoding) => {
  expect(contentHeadersOf(path)).toEqual({ contentType, contentEncoding })
})
