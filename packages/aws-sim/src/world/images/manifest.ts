import { sha256Digest } from './digest.ts'

export const manifestType = 'application/vnd.oci.image.manifest.v1+json'
export const indexType = 'application/vnd.oci.image.index.v1+json'
export const dockerManifestType = 'application/vnd.docker.distribution.manifest.v2+json'
export const dockerIndexType = 'application/vnd.docker.distribution.manifest.list.v2+json'
export const configType = 'application/vnd.oci.image.config.v1+json'
export const dockerConfigType = 'application/vnd.docker.container.image.v1+json'

export type Manifest = { readonly mediaType: string; readonly digest: string; readonly text: string }

export const isIndexType = (mediaType: string): boolean =>
  mediaType === indexType || mediaType === dockerIndexType

export const descriptor = (mediaType: string, digest: string, size: number) => ({ mediaType, digest, size })

export function manifestOf(mediaType: string, content: unknown): Manifest {
  const text = JSON.stringify(content)
  return { mediaType, digest: sha256Digest(Buffer.from(text)), text }
}
