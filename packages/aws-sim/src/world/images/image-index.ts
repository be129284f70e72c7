import { sha256Digest } from './digest.ts'
import { configType, descriptor, manifestOf, manifestType, type Manifest } from './manifest.ts'

type Blob = { readonly digest: string; readonly bytes: Uint8Array }

/** What an index names: an image with its platform, or something that belongs to one. */
export type IndexEntry = {
  readonly manifest: Manifest
  readonly platform?: object
  readonly annotations?: Readonly<Record<string, string>>
  readonly artifactType?: string
}

/** `linux/arm/v7` as a descriptor says it. */
export function platformOf(platform: string): object {
  const [os, architecture, variant] = platform.split('/')
  return { architecture, os, ...(variant === undefined ? {} : { variant }) }
}

export const indexOf = (entries: readonly IndexEntry[], mediaType: string): Manifest =>
  manifestOf(mediaType, {
    schemaVersion: 2,
    mediaType,
    manifests: entries.map(({ manifest, platform, annotations, artifactType }) => ({
      ...descriptor(manifest.mediaType, manifest.digest, Buffer.byteLength(manifest.text)),
      platform,
      annotations,
      artifactType,
    })),
  })

/**
 * A provenance statement about an image, as BuildKit stores it: a manifest whose layer is a JSON document, with the
 * platform `unknown/unknown` (docs.docker.com, Image attestation storage).
 */
export function attestationOf(image: Manifest): IndexEntry & { readonly blobs: readonly Blob[] } {
  const config = blobOf(JSON.stringify({ architecture: 'unknown', os: 'unknown', config: {} }))
  const statement = blobOf(JSON.stringify({ _type: 'https://in-toto.io/Statement/v0.1', subject: [] }))
  return {
    manifest: manifestOf(manifestType, {
      schemaVersion: 2,
      mediaType: manifestType,
      config: descriptor(configType, config.digest, config.bytes.length),
      layers: [descriptor('application/vnd.in-toto+json', statement.digest, statement.bytes.length)],
    }),
    annotations: {
      'vnd.docker.reference.digest': image.digest,
      'vnd.docker.reference.type': 'attestation-manifest',
    },
    platform: { architecture: 'unknown', os: 'unknown' },
    blobs: [config, statement],
  }
}

/** Something that is no image, told by its `artifactType` alone (OCI image specification 1.1). */
export function artifactOf(
  artifactType: string,
  platform: string | undefined,
): IndexEntry & { readonly blobs: readonly Blob[] } {
  const empty = blobOf('{}')
  return {
    manifest: manifestOf(manifestType, {
      schemaVersion: 2,
      mediaType: manifestType,
      artifactType,
      config: descriptor('application/vnd.oci.empty.v1+json', empty.digest, empty.bytes.length),
      layers: [descriptor('application/vnd.oci.empty.v1+json', empty.digest, empty.bytes.length)],
    }),
    artifactType,
    ...(platform === undefined ? {} : { platform: platformOf(platform) }),
    blobs: [empty],
  }
}

function blobOf(text: string): Blob {
  const bytes = Buffer.from(text)
  return { digest: sha256Digest(bytes), bytes }
}
