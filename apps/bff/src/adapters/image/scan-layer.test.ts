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
    { folders: [folder], isExcluded: () => false, limits: { ...defaultImageLimits, ...limits } },
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
  { name: 'app/dist/public/assets/index-Bn5yQuT3.js', body: 'let a' },
]

it.each(['gzip', 'zstd', 'plain'] as const)(
  'reads the frontend folder of a %s layer',
  async (compression) => {
    const { nodes } = await scan(await layerOf(site, compression))
    expect(nodes.get('app/dist/public/index.html')).toEqual({
      kind: 'file',
      size: 30,
      etag: md5('<html data-build-version="v1">'),
      text: '<html data-build-version="v1">',
      entry: 1,
    })
    expect(nodes.get('app/dist/public/assets/index-Bn5yQuT3.js')).toEqual({
      kind: 'file',
      size: 5,
      etag: md5('let a'),
      text: null,
      entry: 2,
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
  expect((await scan(await layerOf([]))).nodes.size).toBe(0)
  expect((await scan(blobOf(Buffer.alloc(0)))).nodes.size).toBe(0)
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
  expect(Object.fromEntries(nodes)).toMatchObject({
    [`${folder}/a`]: { kind: 'symlink', target: '../../../etc/passwd' },
    [`${folder}/b`]: { kind: 'hardlink', target: 'etc/passwd' },
    [`${folder}/c`]: { kind: 'device' },
  })
  expect(nodes.has('bin')).toBe(false)
})

it.each<[string, FixtureEntry[], Partial<ImageLimits>]>([
  ['artifact-hostile parent-path', [{ name: 'app/dist/public/../../../etc/passwd' }], {}],
  ['artifact-hostile parent-path', [{ name: '../x' }], {}],
  ['artifact-hostile nul-in-path', [{ name: 'x', pax: { path: 'app/dist/public/a\0b' } }], {}],
  ['artifact-hostile path-conflict', [{ name: `${folder}/a` }, { name: `${folder}/a/b` }], {}],
  ['artifact-too-large fileBytes', [{ name: `${folder}/a`, body: 'x'.repeat(11) }], { fileBytes: 10 }],
  [
    'artifact-too-large folderBytes',
    [
      { name: `${folder}/a`, body: 'x' },
      { name: `${folder}/b`, body: 'y' },
    ],
    { folderBytes: 1 },
  ],
  ['artifact-too-large files', site, { files: 2 }],
])('refuses with %s', async (expected, entries, limits) => {
  expect(await problemOf(await layerOf(entries), limits)).toBe(expected)
})

it('names the file that breaks a limit, and the key that raises it', async () => {
  const layer = await layerOf([{ name: `${folder}/film.mp4`, body: 'x'.repeat(11) }])
  const problem = await scan(layer, { fileBytes: 10 }).catch(imageProblem)
  expect(problem).toMatchObject({
    title: expect.stringContaining('app/dist/public/film.mp4 has 11 bytes'),
    remedy: expect.stringContaining('`frontend.limits.fileMegabytes`'),
  })
})

it('takes the last of a path that comes twice, as runtimes do', async () => {
  const { nodes } = await scan(
    await layerOf([
      { name: `${folder}/a`, body: 'old' },
      { name: `./${folder}//a`, body: 'newer' },
      { name: `${folder}/b/c`, body: 'gone' },
      { name: `${folder}/b`, body: 'a file now' },
    ]),
  )
  expect(nodes.get(`${folder}/a`)).toMatchObject({ size: 5, entry: 1 })
  expect(nodes.get(`${folder}/b`)).toMatchObject({ size: 10, entry: 3 })
  expect(nodes.has(`${folder}/b/c`)).toBe(false)
})

it('reads names with a leading slash, and long ones of every kind of tar, as relative to the root', async () => {
  const long = `assets/${'n'.repeat(120)}/${'m'.repeat(120)}.js`
  const { nodes } = await scan(
    await layerOf([
      { name: '/', type: 'directory' },
      { name: '/usr/bin/node', body: 'elf' },
      { name: `/${folder}/index.html`, body: '<html>' },
      { name: `/${folder}/${long}`, body: 'long' },
    ]),
  )
  expect(nodes.get(`${folder}/index.html`)).toMatchObject({ size: 6, text: '<html>' })
  expect(nodes.get(`${folder}/${long}`)).toMatchObject({ size: 4 })
  expect(nodes.has('usr/bin/node')).toBe(false)
})

it('refuses a file of zeroes inside the folder without unpacking it', async () => {
  const layer = blobOf(await zeroes(`${folder}/zeroes`, 300))
  expect(layer.size).toBeLessThan(8 * 1024 * 1024)
  expect(await problemOf(layer)).toBe('artifact-too-large fileBytes')
})

it('passes over what lies beside the folder, however well it is packed', async () => {
  const layer = blobOf(await zeroes('opt/swap', 200))
  expect((await scan(layer, { fileBytes: 10, folderBytes: 10, files: 1 })).nodes.size).toBe(0)
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

it('refuses a million entries inside the folder', async () => {
  const layer = blobOf(await manyEntries(`${folder}/`, 1_000_000))
  expect(await problemOf(layer)).toBe('artifact-too-large files')
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
