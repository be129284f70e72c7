import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { decodeContent } from './decode-content.ts'

const page = Buffer.from('<html data-build-version="v1">')

it.each([
  ['', page],
  ['identity', page],
  ['gzip', gzipSync(page)],
  ['GZIP', gzipSync(page)],
  ['x-gzip', gzipSync(page)],
  ['br', brotliCompressSync(page)],
  ['zstd', zstdCompressSync(page)],
  ['deflate', deflateSync(page)],
  ['deflate', deflateRawSync(page)],
  ['gzip,aws-chunked', gzipSync(page)],
  ['br, gzip', gzipSync(brotliCompressSync(page))],
])('reads what is stored with Content-Encoding %j as a browser does', async (header, stored) => {
  expect(await decodeContent(stored, header, 1000)).toEqual({ state: 'decoded', bytes: page })
})

it.each([
  ['no gzip at all', 'gzip', page, { state: 'broken' }],
  ['half of it', 'gzip', gzipSync(page).subarray(0, 25), { state: 'broken' }],
  ['nothing', 'gzip', Buffer.alloc(0), { state: 'broken' }],
  ['more than fits', 'gzip', gzipSync(Buffer.alloc(100_000)), { state: 'too-large' }],
  ['an encoding that no browser knows', 'lzma', page, { state: 'unknown-encoding', encoding: 'lzma' }],
])('says why of %s', async (_what, header, stored, expected) => {
  expect(await decodeContent(stored, header, 1000)).toEqual(expected)
})
