import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { constants, createGzip, gzipSync, zstdCompressSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { expect, it } from 'vitest'
import { defaultImageLimits, type ImageLimits } from '../../domain/artifact/image-limits.ts'
import type { LayerSummary } from '../../domain/artifact/layer.ts'
import { imageProblem } from './image-error.ts'
import { blobOf, layerOf, tarOf, type FixtureEntry, type FixtureLayer } from './layer-fixtures.ts'
import { scanLayer } from './scan-layer.ts'

const folder = 'app/dist/public'
const md5 = (text: string | Buffer): string => createHash('md5').update(text).digest('hex')

const scan = (
  layer: FixtureLayer,
  limits: Partial<ImageLimits> = {},
  source?: Readable,
): Promise<LayerSummary> =>
  scanLayer(
    source ?? Readable.from([layer.bytes]),
    layer,
    folder,
    { ...defaultImageLimits, ...limits },
    AbortSignal.timeout(15_000),
  )

const problemOf = async (layer: FixtureLayer, limits: Partial<ImageLimits> = {}, source?: Readable) =>
  scan(layer, limits, source).then(
    () => 'no problem',
    (error: unknown) => {
      const { code, detail } = imageProblem(error)
      return `${code} ${detail?.split(':')[0]}`
    },
  )

const site: FixtureEntry[] = [
  { name: 'etc/passwd', body: 'root' },
  { name: './app/dist/public/index.html', body: '<html data-build-version="v1">' },
  { name: 'app/dist/public/assets/index-1.js', body: 'let a' },
]

it.each(['gzip', 'zstd', 'plain'] as const)(
  'reads the frontend folder of a %s layer',
  async (compression) => {
    const { nodes, entries } = await scan(await layerOf(site, compression))
    expect(entries).toBe(3)
    expect(nodes.get('app/dist/public/index.html')).toEqual({
      kind: 'file',
      size: 30,
      etag: md5('<html data-build-version="v1">'),
      text: '<html data-build-version="v1">',
    })
    expect(nodes.get('app/dist/public/assets/index-1.js')).toEqual({
      kind: 'file',
      size: 5,
      etag: md5('let a'),
      text: null,
    })
    expect(nodes.get('app/dist')).toEqual({ kind: 'directory' })
    expect(nodes.has('etc/passwd')).toBe(false)
  },
)

it('reads layers written as several gzip members or zstd frames, at once or byte by byte', async () => {
  const tar = await tarOf(site)
  const pieces = [tar.subarray(0, 1000), tar.subarray(1000)]
  const skippable = Buffer.from('502a4d1804000000abcdabcd', 'hex')
  const checked = (bytes: Buffer): Buffer =>
    zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })
  const packed = [
    pieces.map((piece) => gzipSync(piece)),
    pieces.map((piece) => zstdCompressSync(piece)),
    [skippable, ...pieces.map(checked), skippable],
  ]
  for (const members of packed) {
    const layer = blobOf(Buffer.concat(members))
    const bytes = Readable.from([...layer.bytes].map((byte) => Buffer.of(byte)))
    expect((await scan(layer)).nodes.size).toBe(6)
    expect((await scan(layer, {}, bytes)).nodes.size).toBe(6)
  }
})

it('reads an empty layer as one without entries', async () => {
  expect((await scan(await layerOf([]))).entries).toBe(0)
  expect((await scan(blobOf(Buffer.alloc(0)))).entries).toBe(0)
})

it('keeps whiteouts that concern the folder, whether on it, above it or in it', async () => {
  const summary = await scan(
    await layerOf([
      { name: 'app/.wh.dist' },
      { name: 'app/dist/public/assets/.wh.old.js' },
      { name: 'app/dist/public/assets/.wh..wh..opq' },
      { name: 'var/.wh.cache' },
      { name: 'app/.wh..wh.plnk' },
    ]),
  )
  expect([...summary.removed]).toEqual(['app/dist', 'app/dist/public/assets/old.js'])
  expect([...summary.opaque]).toEqual(['app/dist/public/assets'])
})

it('computes the ETag of a large file from its parts', async () => {
  const body = Buffer.alloc(20 * 1024 * 1024, 'lockstep')
  const parts = [0, 8, 16].map((start) => body.subarray(start * 1024 * 1024, (start + 8) * 1024 * 1024))
  const expected = `${md5(Buffer.concat(parts.map((part) => createHash('md5').update(part).digest())))}-3`
  const { nodes } = await scan(await layerOf([{ name: 'app/dist/public/video.mp4', body }]))
  expect(nodes.get('app/dist/public/video.mp4')).toMatchObject({ size: body.length, etag: expected })
})

it('keeps links and devices of the folder as what they are, and ignores those elsewhere', async () => {
  const { nodes } = await scan(
    await layerOf([
      { name: 'bin', type: 'symlink', linkname: 'usr/bin' },
      { name: 'dev/null', type: 'character-device' },
      { name: 'app/dist/public/a', type: 'symlink', linkname: '../../../etc/passwd' },
      { name: 'app/dist/public/b', type: 'link', linkname: 'etc/passwd' },
      { name: 'app/dist/public/c', type: 'fifo' },
    ]),
  )
  const kinds = Object.fromEntries([...nodes].map(([path, node]) => [path, node.kind]))
  expect(kinds).toMatchObject({ [`${folder}/a`]: 'link', [`${folder}/b`]: 'link', [`${folder}/c`]: 'device' })
  expect(kinds).not.toHaveProperty('bin')
})

const deep = `${folder}/${'d/'.repeat(40)}x`
it.each<[string, FixtureEntry[], Partial<ImageLimits>]>([
  ['artifact-hostile absolute-path', [{ name: '/etc/passwd' }], {}],
  ['artifact-hostile parent-path', [{ name: 'app/dist/public/../../../etc/passwd' }], {}],
  ['artifact-hostile parent-path', [{ name: '../x' }], {}],
  ['artifact-hostile nul-in-path', [{ name: 'x', pax: { path: 'app/dist/public/a\0b' } }], {}],
  ['artifact-hostile control-character-in-path', [{ name: `${folder}/a\nb` }], {}],
  ['artifact-hostile duplicate-path', [{ name: `${folder}/a` }, { name: `./${folder}//a` }], {}],
  ['artifact-hostile path-conflict', [{ name: `${folder}/a` }, { name: `${folder}/a/b` }], {}],
  ['artifact-hostile path-conflict', [{ name: `${folder}/a/b` }, { name: `${folder}/a` }], {}],
  ['artifact-too-large pathDepth', [{ name: deep }], {}],
  ['artifact-too-large pathBytes', [{ name: `${folder}/${'p'.repeat(901)}` }], {}],
  ['artifact-too-large fileBytes', [{ name: `${folder}/a`, body: 'x'.repeat(11) }], { fileBytes: 10 }],
  [
    'artifact-too-large folderBytes',
    [
      { name: `${folder}/a`, body: 'x' },
      { name: `${folder}/b`, body: 'y' },
    ],
    { folderBytes: 1 },
  ],
  ['artifact-too-large folderEntries', site, { folderEntries: 2 }],
  ['artifact-too-large imageEntries', site, { imageEntries: 2 }],
  ['artifact-too-large layerBytes', site, { layerBytes: 1024 }],
])('refuses with %s', async (expected, entries, limits) => {
  expect(await problemOf(await layerOf(entries), limits)).toBe(expected)
})

it('refuses a gigabyte of zeroes without unpacking it, inside the folder and beside it', async () => {
  for (const [name, expected] of [
    [`${folder}/zeroes`, 'artifact-too-large fileBytes'],
    ['tmp/zeroes', 'artifact-too-large unpackRatio'],
  ] as const) {
    const layer = blobOf(await zeroes(name, 1024))
    expect(layer.size).toBeLessThan(8 * 1024 * 1024)
    expect(await problemOf(layer)).toBe(expected)
  }
})

async function zeroes(name: string, mebibytes: number): Promise<Buffer> {
  const tar = pack()
  const packed = buffer(Readable.from(tar).pipe(createGzip({ level: 1 })))
  const entry = tar.entry({ name, size: mebibytes * 1024 * 1024 })
  const block = Buffer.alloc(1024 * 1024)
  for (let count = 0; count < mebibytes; count += 1)
    if (!entry.write(block)) await new Promise<void>((resolve) => entry.once('drain', () => resolve()))
  entry.end(null)
  tar.finalize()
  return packed
}

it('refuses a million entries, inside the folder and beside it', async () => {
  for (const [prefix, expected] of [
    [`${folder}/`, 'artifact-too-large folderEntries'],
    ['tmp/', 'artifact-too-large imageEntries'],
  ] as const) {
    expect(await problemOf(blobOf(await manyEntries(prefix, 1_000_000)), { unpackRatio: 1000 })).toBe(
      expected,
    )
  }
})

async function manyEntries(prefix: string, count: number): Promise<Buffer> {
  const first = (await tarOf([{ name: `${prefix}0000000` }])).subarray(0, 512)
  const sum = first.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0)
  function* headers(): Generator<Buffer> {
    for (let from = 0; from < count; from += 10_000) {
      const block = Buffer.alloc(10_000 * 512)
      for (let index = 0; index < 10_000; index += 1) {
        first.copy(block, index * 512)
        numberEntry(block.subarray(index * 512, (index + 1) * 512), prefix.length, from + index, sum)
      }
      yield block
    }
  }
  return buffer(Readable.from(headers()).pipe(createGzip({ level: 1 })))
}

/** Writes the number into the name, and the checksum of the header, which has `sum` with the number 0. */
function numberEntry(header: Buffer, nameOffset: number, number: number, sum: number): void {
  const digits = String(number)
  header.write(digits, nameOffset + 7 - digits.length)
  let more = sum
  for (const digit of digits) more += Number(digit)
  header.write(`${more.toString(8).padStart(6, '0')}\0 `, 148)
}

it('says unreadable for what is cut off, corrupt, or not what the digest says', async () => {
  const layer = await layerOf(site)
  const cut = layer.bytes.subarray(0, layer.size - 20)
  expect(await problemOf(layer, {}, Readable.from([cut]))).toMatch(/^artifact-unreadable/)
  expect(await problemOf(blobOf(cut))).toMatch(/^artifact-unreadable/)
  expect(await problemOf({ ...layer, digest: `sha256:${'0'.repeat(64)}` })).toMatch(/^artifact-unreadable/)
  expect(await problemOf({ ...layer, size: layer.size - 1 })).toMatch(/^artifact-unreadable/)
  expect(await problemOf(blobOf(Buffer.from('this is no tar at all'.repeat(100))))).toMatch(
    /^artifact-unreadable/,
  )
  expect(await problemOf(blobOf((await tarOf(site)).subarray(0, 700)))).toMatch(/^artifact-unreadable/)
  const breaks = Readable.from(
    (async function* () {
      yield layer.bytes.subarray(0, 50)
      throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
    })(),
  )
  expect(await problemOf(layer, {}, breaks)).toMatch(/^artifact-unreadable/)
})
