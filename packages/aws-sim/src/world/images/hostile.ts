import { gzipSync } from 'node:zlib'
import { sha256Digest } from './digest.ts'
import { buildLayer, layerOf, type Layer } from './layer.ts'
import { tarBlocks, tarEnd, type TarEntry } from './tar.ts'

/** Layers that an attacker, or an accident, may put into an image; `folder` is the one that is looked into, without leading slash. */
export const hostileLayers = {
  parentPath: (folder: string) => withIndex(folder, { path: `${folder}/../../../etc/passwd`, body: 'evil' }),
  symlinkOut: (folder: string) =>
    withIndex(folder, { path: `${folder}/secrets.txt`, type: 'symlink', target: '../../../etc/passwd' }),
  hardlinkOut: (folder: string) =>
    withIndex(folder, { path: `${folder}/secrets.txt`, type: 'hardlink', target: 'etc/shadow' }),
  deviceNode: (folder: string) => withIndex(folder, { path: `${folder}/disk`, type: 'block-device' }),
  fifo: (folder: string) => withIndex(folder, { path: `${folder}/pipe`, type: 'fifo' }),
  /** The header promises a body that never comes. */
  truncated: (folder: string) =>
    withIndex(folder, { path: `${folder}/cut.js`, body: 'short', claimedBytes: 1_000_000 }),
} as const satisfies Record<string, (folder: string) => Layer>

const withIndex = (folder: string, entry: TarEntry): Layer =>
  buildLayer([{ path: `${folder}/index.html`, body: '<html></html>' }, entry])

const ENTRIES_PER_MEMBER = 1000

/**
 * A layer with very many tiny files, some megabytes small: a gzip stream may consist of many members,
 * so the same thousand entries are compressed once and repeated.
 */
export function manyEntriesLayer(folder: string, entries = 1_000_000): Layer {
  const thousand = Array.from({ length: ENTRIES_PER_MEMBER }, (_, index) =>
    tarBlocks({ path: `${folder}/assets/${index}.js`, body: '' }),
  ).flat()
  return repeated(thousand, Math.ceil(entries / ENTRIES_PER_MEMBER))
}

const MEBIBYTE = 1024 * 1024

/** A layer with one file of zeroes, a thousandth of its size when compressed. */
export function zeroesLayer(folder: string, bytes = 1024 * MEBIBYTE): Layer {
  const mebibytes = Math.ceil(bytes / MEBIBYTE)
  const [header = new Uint8Array()] = tarBlocks({
    path: `${folder}/big.js`,
    claimedBytes: mebibytes * MEBIBYTE,
  })
  return repeated([new Uint8Array(MEBIBYTE)], mebibytes, gzipSync(header))
}

/** The digest of the uncompressed tar is not computed (that would need all of it); nothing here reads it. */
function repeated(blocks: readonly Uint8Array[], times: number, head: Uint8Array = new Uint8Array()): Layer {
  const member = gzipSync(Buffer.concat(blocks), { level: 9 })
  const bytes = Buffer.concat([head, ...Array.from({ length: times }, () => member), gzipSync(tarEnd)])
  return layerOf(bytes, sha256Digest(bytes), 'gzip')
}
