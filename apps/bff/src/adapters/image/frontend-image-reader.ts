import { text } from 'node:stream/consumers'
import { artifactTooLarge, artifactUnreadable } from '../../domain/artifact/artifact-problems.ts'
import { toFolder } from '../../domain/artifact/entry-path.ts'
import type { FrontendListing } from '../../domain/artifact/frontend-file.ts'
import { defaultImageLimits, type ImageLimits } from '../../domain/artifact/image-limits.ts'
import type { ImageManifest } from '../../domain/artifact/image-manifest.ts'
import { readLabels } from '../../domain/artifact/labels.ts'
import type { LayerSummary } from '../../domain/artifact/layer.ts'
import { createOverlay } from '../../domain/artifact/overlay.ts'
import { parseConfig } from '../../domain/artifact/parse-manifest.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ArtifactLabels } from '@lockstep/shared-types/artifact'
import type { FrontendImageReader } from '../../features/artifacts/ports.ts'
import { createBoundedCache } from './bounded-cache.ts'
import { ImageError, imageProblem } from './image-error.ts'
import { readBlob } from './read-blob.ts'
import type { Registry } from './registry.ts'
import { scanLayer } from './scan-layer.ts'
import { streamFiles } from './stream-files.ts'
import { createBlobVerifier } from './verify-blob.ts'

const configBytes = 8 * 1024 * 1024
/** A path's name, size and ETag take about 300 bytes: about 60 MB when full. */
const keptPaths = 200_000

export type FrontendImageReaderOptions = {
  readonly limits?: ImageLimits
  /** For one layer, however slow it comes. */
  readonly layerTimeoutSeconds?: number
  readonly retryDelayMilliseconds?: number
}

/**
 * Reads images without Docker: layers newest first, each streamed at most once and remembered by digest,
 * so that the base layers of the next version are not read again.
 */
export function createFrontendImageReader(
  registry: Registry,
  options: FrontendImageReaderOptions = {},
): FrontendImageReader {
  const limits = options.limits ?? defaultImageLimits
  const timeoutMilliseconds = (options.layerTimeoutSeconds ?? 600) * 1000
  const retry = { delayMilliseconds: options.retryDelayMilliseconds ?? 300 }
  const summaries = createBoundedCache<LayerSummary>(keptPaths, (summary) => summary.nodes.size + 10)
  const listings = createBoundedCache<FrontendListing>(keptPaths, (listing) => listing.files.length + 10)
  const labels = createBoundedCache<ArtifactLabels>(20_000, () => 1)
  const manifests = createBoundedCache<ImageManifest>(5_000, (manifest) => manifest.layers.length)

  const manifestOf = (environment: Environment, digest: string): Promise<Result<ImageManifest>> =>
    manifests.get(repositoryKey(environment, digest), () => registry.manifest(environment, digest))

  const readListing = async (environment: Environment, digest: string): Promise<Result<FrontendListing>> => {
    const manifest = await manifestOf(environment, digest)
    if (!manifest.ok) return manifest
    const { layers } = manifest.value
    if (layers.length > limits.layers)
      return fail(artifactTooLarge('layers', limits.layers, `${layers.length} layers`))
    const folder = toFolder(environment.frontend.imagePath)
    const overlay = createOverlay(folder, limits)
    for (const layer of layers.toReversed()) {
      if (overlay.closed()) break
      const summary = await summaries.get(`${layer.digest} ${folder}`, () =>
        readBlob(
          registry,
          environment,
          layer,
          retry,
          AbortSignal.timeout(timeoutMilliseconds),
          (source, signal) => scanLayer(source, layer, folder, limits, signal),
        ),
      )
      if (!summary.ok) return summary
      const added = overlay.add(layer.digest, summary.value)
      if (!added.ok) return added
    }
    return overlay.listing()
  }

  return {
    labels: (environment, digest) =>
      labels.get(repositoryKey(environment, digest), async () => {
        const manifest = await manifestOf(environment, digest)
        if (!manifest.ok) return manifest
        const blob = manifest.value.config
        if (blob.size > configBytes)
          return fail(artifactTooLarge('configBytes', configBytes, `${blob.size} bytes`))
        const content = await readBlob(
          registry,
          environment,
          blob,
          retry,
          AbortSignal.timeout(30_000),
          (source) => text(source.compose(createBlobVerifier(blob).stream)),
        )
        if (!content.ok) return content
        const config = parseConfig(content.value)
        return config.ok ? ok(readLabels(config.value, manifest.value.annotations)) : config
      }),
    frontend: (environment, digest) =>
      listings.get(`${repositoryKey(environment, digest)} ${environment.frontend.imagePath}`, () =>
        readListing(environment, digest),
      ),
    stream: async (environment, files, digest, consume, signal) => {
      const manifest = await manifestOf(environment, digest)
      if (!manifest.ok) return manifest
      const folder = toFolder(environment.frontend.imagePath)
      for (const layer of manifest.value.layers) {
        const wanted = new Map(
          files.filter((file) => file.layer === layer.digest).map((file) => [file.path, file]),
        )
        if (wanted.size === 0) continue
        const streamed = await readBlob(registry, environment, layer, retry, signal, (source, own) =>
          streamFiles(source, layer, folder, limits, wanted, consume, own),
        )
        if (!streamed.ok) return streamed
        const [missing] = wanted.keys()
        if (missing !== undefined)
          return fail(
            imageProblem(new ImageError(artifactUnreadable(`${missing} is not in ${layer.digest} any more`))),
          )
      }
      return ok(undefined)
    },
  }
}

const repositoryKey = (environment: Environment, digest: string): string =>
  `${environment.aws.roleArn} ${environment.aws.region} ${environment.backend.repository} ${digest}`
