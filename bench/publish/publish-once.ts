import { createSiteBucket } from '../../apps/bff/src/adapters/aws/bucket-site.ts'
import { createAwsClientFactory } from '../../apps/bff/src/adapters/aws/clients.ts'
import { createEcrRegistry } from '../../apps/bff/src/adapters/aws/registry-images.ts'
import { createFrontendImageReader } from '../../apps/bff/src/adapters/image/frontend-image-reader.ts'
import { environment } from '../../apps/bff/src/domain/drift/testing/drift-fixture.ts'
import { publishFrontend } from '../../apps/bff/src/features/artifacts/publish-frontend.ts'
import { createMemoryPublishedFiles } from '../../apps/bff/src/features/artifacts/testing/memory-published-files.ts'

/** Publishes the image named on the command line into a bucket, under a prefix, through Lockstep's own publisher, from a cold start. */
const [digest = '', bucket = '', prefix = ''] = process.argv.slice(2)
const factory = createAwsClientFactory()
const result = await publishFrontend(
  {
    images: createFrontendImageReader(createEcrRegistry(factory)),
    bucket: createSiteBucket(factory),
    published: createMemoryPublishedFiles(),
  },
  {
    environment: { ...environment, frontend: { ...environment.frontend, bucket, prefix } },
    digest,
    releaseId: 'bench',
    version: 'v1',
    backendImage: 'storefront:v1',
    deployedAt: '2026-11-20T12:00:00.000Z',
  },
)
factory.close()
if (!result.ok) throw new Error(`${result.problem.title} ${result.problem.detail}`)
