import { createSiteBucket } from '../adapters/aws/bucket-site.ts'
import { createEcrRegistry } from '../adapters/aws/registry-images.ts'
import { createRegistryList } from '../adapters/aws/registry-list.ts'
import { createRegistryPlace } from '../adapters/aws/registry-place.ts'
import { createFrontendImageReader } from '../adapters/image/frontend-image-reader.ts'
import { createArtifactHistory } from '../adapters/store/artifact-history.ts'
import { createPublishedFiles } from '../adapters/store/published-files.ts'
import { createArtifactCatalog, type ArtifactCatalog } from '../features/artifacts/artifact-catalog.ts'
import { getArtifact, listArtifacts } from '../features/artifacts/list-artifacts.ts'
import type {
  FrontendImageReader,
  PublishedFiles,
  RegistryList,
  SiteBucket,
} from '../features/artifacts/ports.ts'
import type { ArtifactRoutesDeps } from '../features/artifacts/routes.ts'
import { createWhereDeployed, type WhereDeployedDeps } from '../features/artifacts/where-deployed.ts'
import type { Foundation } from './foundation.ts'

export type ArtifactParts = {
  readonly images: FrontendImageReader
  readonly registry: RegistryList
  readonly bucket: SiteBucket
  readonly published: PublishedFiles
  readonly catalog: ArtifactCatalog
  readonly verbs: ArtifactRoutesDeps
}

/** Joins the registry, the look inside images, the site's bucket and the list of artifacts. */
export function composeArtifacts(
  foundation: Foundation,
  deps: Pick<WhereDeployedDeps, 'readObservation' | 'readHolds'>,
): ArtifactParts {
  const { environments, findEnvironment, aws, store, clock } = foundation
  const findPlace = createRegistryPlace(aws, clock)
  const images = createFrontendImageReader(createEcrRegistry(aws, {}, findPlace))
  const registry = createRegistryList(aws, findPlace)
  const whereDeployed = createWhereDeployed({
    environments,
    readObservation: deps.readObservation,
    readHistory: createArtifactHistory(store),
    readHolds: deps.readHolds,
  })
  const catalog = createArtifactCatalog({ registry, images, whereDeployed, clock })
  return {
    images,
    registry,
    bucket: createSiteBucket(aws),
    published: createPublishedFiles(store),
    catalog,
    verbs: {
      listArtifacts: (ref, query) => listArtifacts({ findEnvironment, catalog }, ref, query),
      getArtifact: (ref, digest) => getArtifact({ findEnvironment, registry, catalog }, ref, digest),
    },
  }
}
