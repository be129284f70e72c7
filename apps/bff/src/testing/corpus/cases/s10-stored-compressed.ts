import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { defineCase } from '../corpus-case.ts'

const packers = [
  ['gzip', gzipSync],
  ['br', brotliCompressSync],
  ['zstd', zstdCompressSync],
] as const

export const corpusCase = defineCase({
  id: 'S10',
  title: 'Objects stored with Content-Encoding',
  world: 'The site was uploaded compressed: the page with gzip, the script with br, version.txt with zstd.',
  source: 'cases.md',
  right: {
    'version-match': { status: 'ok' },
    'endpoint-match': { status: 'ok' },
    'settings-match': { status: 'ok' },
    'edge-stale': { status: 'ok' },
    'cache-policy': { status: 'ok' },
    drift: { status: 'ok' },
    exit: { status: '0' },
  },
  wire: {
    change: ({ world, built }) => {
      const bucket = world.s3.bucket(built.bucket)
      for (const key of bucket.keys().filter((name) => /\.(html|js|txt)$/.test(name))) {
        const { body, contentType, cacheControl } = bucket.get(key) ?? { body: Buffer.alloc(0) }
        const [contentEncoding, pack] = packers[key.endsWith('.html') ? 0 : key.endsWith('.js') ? 1 : 2]
        world.s3.put(built.bucket, key, pack(body), { contentType, cacheControl, contentEncoding })
      }
    },
  },
  server: true,
})
