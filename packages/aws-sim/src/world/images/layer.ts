import { gzipSync, zstdCompressSync } from 'node:zlib'
import { sha256Digest } from './digest.ts'
import { writeTar, type TarEntry } from './tar.ts'

export type LayerCompression = 'gzip' | 'zstd' | 'none'

/** A layer as a registry holds it: compressed, named by the digest of those bytes. */
export type Layer = {
  readonly mediaType: string
  readonly digest: string
  readonly bytes: Uint8Array
  /** Digest of the tar before compression, as the config names it. */
  readonly diffId: string
  /** Stands elsewhere than in the registry, as the base layers of Windows do. */
  readonly foreign?: boolean
}

const mediaTypes = {
  gzip: 'application/vnd.oci.image.layer.v1.tar+gzip',
  zstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  none: 'application/vnd.oci.image.layer.v1.tar',
} as const

const QUICKLY_FROM_BYTES = 4 * 1024 * 1024

/** Compressing is what costs time when a world starts; versions share most of their layers. */
const cache = new Map<string, Layer>()

/** A layer of these entries. Equal entries give the very same layer. */
export function buildLayer(entries: readonly TarEntry[], compression: LayerCompression = 'gzip'): Layer {
  const tar = writeTar(entries)
  const diffId = sha256Digest(tar)
  const key = `${compression} ${diffId}`
  const known = cache.get(key)
  if (known) return known
  const layer = layerOf(compress(tar, compression), diffId, compression)
  cache.set(key, layer)
  return layer
}

/** A layer of bytes that are compressed already. */
export const layerOf = (bytes: Uint8Array, diffId: string, compression: LayerCompression): Layer => ({
  mediaType: mediaTypes[compression],
  digest: sha256Digest(bytes),
  bytes,
  diffId,
})

function compress(tar: Uint8Array, compression: LayerCompression): Uint8Array {
  switch (compression) {
    case 'gzip':
      return gzipSync(tar, { level: tar.length > QUICKLY_FROM_BYTES ? 1 : 5 })
    case 'zstd':
      return zstdCompressSync(tar)
    case 'none':
      return tar
  }
}

/** The file that hides a path of the layers below. */
export const whiteout = (path: string): TarEntry => {
  const slash = path.lastIndexOf('/') + 1
  return { path: `${path.slice(0, slash)}.wh.${path.slice(slash)}` }
}

/** The file that hides everything the layers below hold in a directory. */
export const opaqueWhiteout = (directory: string): TarEntry => ({ path: `${directory}/.wh..wh..opq` })

/** A layer that the registry does not have: its manifest names another place. */
export const foreignLayer = (layer: Layer): Layer => ({
  ...layer,
  mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
  foreign: true,
})
