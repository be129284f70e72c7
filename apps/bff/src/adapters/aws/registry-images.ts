import type { Registry } from '../image/registry.ts'
import { createBlobOpener, type BlobDownloadOptions } from './registry-blobs.ts'
import { createManifestReader } from './registry-manifest.ts'
import type { AwsClientFactory } from './clients.ts'

/** ECR as a registry of images, without Docker. */
export const createEcrRegistry = (factory: AwsClientFactory, options?: BlobDownloadOptions): Registry => ({
  manifest: createManifestReader(factory),
  openBlob: createBlobOpener(factory, options),
})
