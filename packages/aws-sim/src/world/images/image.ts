import { sha256Digest } from './digest.ts'
import type { Layer } from './layer.ts'

export const manifestType = 'application/vnd.oci.image.manifest.v1+json'
export const indexType = 'application/vnd.oci.image.index.v1+json'
const configType = 'application/vnd.oci.image.config.v1+json'

export type ImageSpec = {
  readonly layers: readonly Layer[]
  readonly labels: Readonly<Record<string, string>>
  readonly createdAt: Date
  readonly environment?: readonly string[]
  /** More than one makes an index over one manifest each, which differ in their config. */
  readonly platforms?: readonly string[]
}

export type Manifest = { readonly mediaType: string; readonly digest: string; readonly text: string }
export type Image = {
  /** What a tag points to: the manifest, or the index over several. */
  readonly top: Manifest
  /** The manifests an index names; empty without an index. */
  readonly children: readonly Manifest[]
  /** Configs and layers. */
  readonly blobs: readonly { readonly digest: string; readonly bytes: Uint8Array }[]
  /** As ECR counts it: the compressed layers and the config. */
  readonly sizeBytes: number
}

/** Builds manifest, config and, for several platforms, the index; every digest is the hash of the very bytes. */
export function buildImage(spec: ImageSpec): Image {
  const platforms = spec.platforms ?? ['linux/amd64']
  const built = platforms.map((platform) => buildForPlatform(spec, platform))
  const blobs = [...built.map(({ config }) => config), ...spec.layers]
  const sizeBytes = sum(spec.layers.map(({ bytes }) => bytes.length)) + (built[0]?.config.bytes.length ?? 0)
  const [first] = built
  if (!first) throw new Error('an image needs a platform')
  if (built.length === 1) return { top: first.manifest, children: [], blobs, sizeBytes }
  const index = {
    schemaVersion: 2,
    mediaType: indexType,
    manifests: built.map(({ manifest, platform }) => {
      const [os, architecture] = platform.split('/')
      return {
        ...descriptor(manifestType, manifest.digest, Buffer.byteLength(manifest.text)),
        platform: { architecture, os },
      }
    }),
  }
  return {
    top: manifestOf(indexType, index),
    children: built.map(({ manifest }) => manifest),
    blobs,
    sizeBytes,
  }
}

function buildForPlatform(spec: ImageSpec, platform: string) {
  const [os, architecture] = platform.split('/')
  const created = spec.createdAt.toISOString()
  const config = Buffer.from(
    JSON.stringify({
      architecture,
      os,
      created,
      config: {
        Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'NODE_ENV=production', ...(spec.environment ?? [])],
        Cmd: ['node', 'server.js'],
        WorkingDir: '/app',
        ExposedPorts: { '8080/tcp': {} },
        Labels: spec.labels,
      },
      rootfs: { type: 'layers', diff_ids: spec.layers.map(({ diffId }) => diffId) },
      history: spec.layers.map(() => ({ created, created_by: 'build' })),
    }),
  )
  const digest = sha256Digest(config)
  const manifest = manifestOf(manifestType, {
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor(configType, digest, config.length),
    layers: spec.layers.map((layer) => descriptor(layer.mediaType, layer.digest, layer.bytes.length)),
  })
  return { platform, config: { digest, bytes: config }, manifest }
}

const descriptor = (mediaType: string, digest: string, size: number) => ({ mediaType, digest, size })
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)

function manifestOf(mediaType: string, content: unknown): Manifest {
  const text = JSON.stringify(content)
  return { mediaType, digest: sha256Digest(Buffer.from(text)), text }
}
