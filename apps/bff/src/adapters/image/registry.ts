import type { Readable } from 'node:stream'
import type { Environment } from '../../domain/environment.ts'
import type { ImageManifest } from '../../domain/artifact/image-manifest.ts'
import type { Result } from '../../domain/result.ts'
import type { BlobRef } from './verify-blob.ts'

/** A place that keeps images: manifests by digest, and blobs as streams. Blobs come unverified. */
export type Registry = {
  manifest(environment: Environment, digest: string): Promise<Result<ImageManifest>>
  openBlob(environment: Environment, blob: BlobRef, signal: AbortSignal): Promise<Result<Readable>>
}
