import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { expect, test } from 'vitest'
import { hostileLayers, manyEntriesLayer, zeroesLayer } from './hostile.ts'
import { buildImage } from './image.ts'
import { buildLayer, opaqueWhiteout, whiteout, type Layer } from './layer.ts'
import { indexType } from './manifest.ts'

/** Reads a tar with a reader that is not ours. */
async function untar(tar: Readable): Promise<{ header: Header; body: string }[]> {
  const seen: { header: Header; body: string }[] = []
  const reader = extract()
  reader.on('entry', (header, stream, next) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk) => chunks.push(chunk as Buffer))
    stream.on('end', () => {
      seen.push({ header, body: Buffer.concat(chunks).toString() })
      next()
    })
  })
  await pipeline(tar, reader)
  return seen
}
const opened = (layer: Layer) => Readable.from([layer.bytes]).pipe(createGunzip())
const sha256 = (bytes: Uint8Array | string) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

test('a layer holds its files, links, whiteouts and long paths as another tar reader sees them', async () => {
  const long = `app/${'deep/'.repeat(40)}file-with-é.js`
  const layer = buildLayer([
    { path: 'app/', type: 'directory' },
    { path: 'app/a.js', body: 'x'.repeat(600) },
    { path: 'app/link', type: 'symlink', target: 'a.js' },
    { path: long, body: 'long' },
    whiteout('app/gone.js'),
    opaqueWhiteout('app/old'),
  ])
  const seen = await untar(opened(layer))
  expect(seen.map(({ header }) => [header.name, header.type])).toEqual([
    ['app/', 'directory'],
    ['app/a.js', 'file'],
    ['app/link', 'symlink'],
    [long, 'file'],
    ['app/.wh.gone.js', 'file'],
    ['app/old/.wh..wh..opq', 'file'],
  ])
  expect(seen[1]?.body).toBe('x'.repeat(600))
  expect(seen[2]?.header.linkname).toBe('a.js')
})

test('a layer is named by the digest of its bytes, and its content by the digest of the tar', () => {
  const entries = [{ path: 'a', body: 'b' }]
  const gzip = buildLayer(entries)
  const zstd = buildLayer(entries, 'zstd')
  expect(gzip.digest).toBe(sha256(gzip.bytes))
  expect(gzip.diffId).toBe(sha256(gunzipSync(gzip.bytes)))
  expect(zstd.diffId).toBe(gzip.diffId)
  expect(zstd.diffId).toBe(sha256(zstdDecompressSync(zstd.bytes)))
  expect(buildLayer(entries)).toBe(gzip)
})

test('a manifest names config and layers by true digests and sizes', () => {
  const layer = buildLayer([{ path: 'a', body: 'b' }])
  const image = buildImage({ layers: [layer], labels: { one: '1' }, createdAt: new Date(0) })
  const manifest = JSON.parse(image.top.text)
  expect(image.top.digest).toBe(sha256(image.top.text))
  for (const { digest, size } of [manifest.config, ...manifest.layers]) {
    const blob = image.blobs.find((one) => one.digest === digest)
    expect(blob?.bytes.length).toBe(size)
    expect(sha256(blob?.bytes ?? '')).toBe(digest)
  }
  const config = JSON.parse(Buffer.from(image.blobs[0]?.bytes ?? '').toString())
  expect(config.config.Labels).toEqual({ one: '1' })
  expect(config.rootfs.diff_ids).toEqual([layer.diffId])
})

test('an image for two platforms is an index over two manifests', () => {
  const layers = [buildLayer([{ path: 'a', body: 'b' }])]
  const platforms = ['linux/amd64', 'linux/arm64']
  const image = buildImage({ layers, labels: {}, createdAt: new Date(0), platforms })
  const index = JSON.parse(image.top.text)
  expect(image.top.mediaType).toBe(indexType)
  expect(index.manifests.map((one: { digest: string }) => one.digest)).toEqual(
    image.children.map(({ digest }) => digest),
  )
  expect(index.manifests[1].platform).toEqual({ os: 'linux', architecture: 'arm64' })
})

test('hostile layers really hold what they are named after', async () => {
  const last = async (layer: Layer) => (await untar(opened(layer))).at(-1)?.header
  expect((await last(hostileLayers.parentPath('app')))?.name).toContain('..')
  expect(await last(hostileLayers.symlinkOut('app'))).toMatchObject({ type: 'symlink' })
  expect(await last(hostileLayers.hardlinkOut('app'))).toMatchObject({ type: 'link' })
  expect(await last(hostileLayers.deviceNode('app'))).toMatchObject({ type: 'block-device' })
  expect(await untar(opened(manyEntriesLayer('app', 3000)))).toHaveLength(3000)
})

test('a gigabyte of zeroes and a million entries are small until they are opened', async () => {
  expect(zeroesLayer('app').bytes.length).toBeLessThan(2_000_000)
  expect(manyEntriesLayer('app').bytes.length).toBeLessThan(20_000_000)
  const [file] = await untar(opened(zeroesLayer('app', 3 * 1024 * 1024)))
  expect(file?.body.length).toBe(3 * 1024 * 1024)
})
