import type { SiteBucket } from '../../features/artifacts/ports.ts'
import { createBucketListing, createObjectHeaders } from './bucket-listing.ts'
import { createMultipartUpload } from './bucket-multipart.ts'
import { createObjectRemoval } from './bucket-removal.ts'
import { createObjectUpload } from './bucket-upload.ts'
import type { AwsClientFactory } from './clients.ts'

/** The bucket behind a site, as publishing needs it. */
export const createSiteBucket = (factory: AwsClientFactory): SiteBucket => ({
  list: createBucketListing(factory),
  headers: createObjectHeaders(factory),
  upload: createObjectUpload(factory),
  uploadLarge: createMultipartUpload(factory),
  remove: createObjectRemoval(factory),
})
