import type { Registry } from '../image/registry.ts'
import { createBlobOpener, type BlobDownloadOptions } from './registry-blobs.ts'
import { createManifestReader } from './registry-manifest.ts'
import { createRegistryPlace } from './registry-place.ts'
import type { AwsClientFactory } from './clients.ts'

/** ECR as a registry of images, without Docker. */
export const createEcrRegistry = (
  factory: AwsClientFactory,
  options?: BlobDownloadOptions,
  findPlace = createRegistryPlace(factory),
): Registry => ({
  manifest: createManifestReader(findPlace),
  openBlob: createBlobOpener(findPlace, options),
})
