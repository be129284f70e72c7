import { sha256Digest } from './digest.ts'
import { artifactOf, attestationOf, indexOf, platformOf } from './image-index.ts'
import type { Layer } from './layer.ts'
import {
  configType,
  descriptor,
  dockerConfigType,
  dockerIndexType,
  dockerManifestType,
  indexType,
  manifestOf,
  manifestType,
  type Manifest,
} from './manifest.ts'

export type ImageSpec = {
  readonly layers: readonly Layer[]
  readonly labels: Readonly<Record<string, string>>
  readonly createdAt: Date
  readonly environment?: readonly string[]
  /** `os/architecture`, or `os/architecture/variant`. More than one makes an index over one manifest each, which differ in their config. */
  readonly platforms?: readonly string[]
  /** As buildx adds them: an index even over one platform, with one provenance attestation a platform. */
  readonly attestations?: boolean
  /** More entries of the index that are no images, such as a signature or a bill of materials. */
  readonly artifacts?: readonly { readonly artifactType: string; readonly platform?: string }[]
  /** The media types of Docker's own format instead of OCI's. */
  readonly format?: 'oci' | 'docker'
}

export type Image = {
  /** What a tag points to: the manifest, or the index over several. */
  readonly top: Manifest
  /** The manifests an index names; empty without an index. */
  readonly children: readonly Manifest[]
  /** Digests of those that are images. */
  readonly images: ReadonlySet<string>
  /** Configs and layers. */
  readonly blobs: readonly { readonly digest: string; readonly bytes: Uint8Array }[]
  /** As ECR counts it: the compressed layers and the config. */
  readonly sizeBytes: number
}

/** Builds manifest, config and, for several platforms, the index; every digest is the hash of the very bytes. */
export function buildImage(spec: ImageSpec): Image {
  const platforms = spec.platforms ?? ['linux/amd64']
  const built = platforms.map((platform) => buildForPlatform(spec, platform))
  const images = built.map(({ manifest, platform }) => ({ manifest, platform: platformOf(platform) }))
  const { attestations = false, artifacts = [] } = spec
  const others = [
    ...(attestations ? images.map(({ manifest }) => attestationOf(manifest)) : []),
    ...artifacts.map(({ artifactType, platform }) => artifactOf(artifactType, platform)),
  ]
  const blobs = [
    ...built.map(({ config }) => config),
    ...spec.layers.filter(({ foreign }) => foreign !== true),
    ...others.flatMap((entry) => entry.blobs),
  ]
  const sizeBytes = sum(spec.layers.map(({ bytes }) => bytes.length)) + (built[0]?.config.bytes.length ?? 0)
  const [first] = built
  if (!first) throw new Error('an image needs a platform')
  if (built.length === 1 && others.length === 0)
    return { top: first.manifest, children: [], images: new Set([first.manifest.digest]), blobs, sizeBytes }
  const top = indexOf([...images, ...others], spec.format === 'docker' ? dockerIndexType : indexType)
  return {
    top,
    children: [...images, ...others].map(({ manifest }) => manifest),
    images: new Set(images.map(({ manifest }) => manifest.digest)),
    blobs,
    sizeBytes,
  }
}

function buildForPlatform(spec: ImageSpec, platform: string) {
  const created = spec.createdAt.toISOString()
  const docker = spec.format === 'docker'
  const config = Buffer.from(
    JSON.stringify({
      ...platformOf(platform),
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
  const mediaType = docker ? dockerManifestType : manifestType
  const manifest = manifestOf(mediaType, {
    schemaVersion: 2,
    mediaType,
    config: descriptor(docker ? dockerConfigType : configType, digest, config.length),
    layers: spec.layers.map((layer) =>
      descriptor(docker ? dockerLayerType(layer) : layer.mediaType, layer.digest, layer.bytes.length),
    ),
  })
  return { platform, config: { digest, bytes: config }, manifest }
}

const dockerLayerType = ({ foreign }: Layer): string =>
  foreign === true
    ? 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'
    : 'application/vnd.docker.image.rootfs.diff.tar.gzip'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
