import { text } from 'node:stream/consumers'
import {
  artifactTooLarge,
  artifactUnreadable,
  hostileArtifact,
} from '../../domain/artifact/artifact-problems.ts'
import { toFolder } from '../../domain/artifact/entry-path.ts'
import { matcherOf } from '../../domain/artifact/exclude-files.ts'
import type { FrontendListing } from '../../domain/artifact/frontend-file.ts'
import { imageLimitsOf } from '../../domain/artifact/image-limits.ts'
import type { ImageManifest, LayerBlob } from '../../domain/artifact/image-manifest.ts'
import { readLabels } from '../../domain/artifact/labels.ts'
import type { LayerSummary } from '../../domain/artifact/layer.ts'
import { createOverlay } from '../../domain/artifact/overlay.ts'
import { parseConfig } from '../../domain/artifact/parse-manifest.ts'
import { walkFrontend } from '../../domain/artifact/walk-frontend.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { ArtifactLabels } from '@lockstep/shared-types/artifact'
import type { FrontendImageReader } from '../../features/artifacts/ports.ts'
import { createBoundedCache } from './bounded-cache.ts'
import { readBlob } from './read-blob.ts'
import type { Registry } from './registry.ts'
import { scanLayer, type ScanScope } from './scan-layer.ts'
import { streamFiles } from './stream-files.ts'
import { createBlobVerifier } from './verify-blob.ts'

const configBytes = 8 * 1024 * 1024
/** A path's name, size and ETag take about 300 bytes: about 60 MB when full. */
const keptPaths = 200_000
/** What is kept of an image's config. */
type ReadConfig = { readonly labels: ArtifactLabels; readonly platform: string | null }

/** How often links may lead on to a part of the image that nobody looked at before. */
const mostLooks = 8

export type FrontendImageReaderOptions = {
  readonly retryDelayMilliseconds?: number
}

/**
 * Reads images without Docker: layers newest first, each streamed at most once and remembered by digest,
 * so that the base layers of the next version are not read again. Only links that lead out of the frontend folder
 * make it look again.
 */
export function createFrontendImageReader(
  registry: Registry,
  options: FrontendImageReaderOptions = {},
): FrontendImageReader {
  const retry = { delayMilliseconds: options.retryDelayMilliseconds ?? 300 }
  const summaries = createBoundedCache<LayerSummary>(keptPaths, (summary) => summary.nodes.size + 10)
  const listings = createBoundedCache<FrontendListing>(keptPaths, (listing) => listing.files.length + 10)
  const configs = createBoundedCache<ReadConfig>(20_000, () => 1)
  const manifests = createBoundedCache<ImageManifest>(5_000, (manifest) => manifest.layers.length)

  const manifestOf = (environment: Environment, digest: string): Promise<Result<ImageManifest>> =>
    manifests.get(repositoryKey(environment, digest), () => registry.manifest(environment, digest))

  const scan = (
    environment: Environment,
    layer: LayerBlob,
    scope: ScanScope,
  ): Promise<Result<LayerSummary>> => {
    const { exclude, limits } = environment.frontend
    const key = JSON.stringify([layer.digest, scope.folders, exclude, limits])
    return summaries.get(key, async () => {
      const { layerSeconds } = scope.limits
      const timeout = AbortSignal.timeout(layerSeconds * 1000)
      const summary = await readBlob(registry, environment, layer, retry, timeout, (source, signal) =>
        scanLayer(source, layer, scope, signal),
      )
      if (summary.ok || !timeout.aborted) return summary
      const observed = `the layer ${layer.digest} was not read to its end in time`
      return fail(artifactTooLarge('layerSeconds', layerSeconds, observed))
    })
  }

  const configOf = (environment: Environment, digest: string): Promise<Result<ReadConfig>> =>
    configs.get(repositoryKey(environment, digest), async () => {
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
      if (!config.ok) return config
      const { platform } = config.value
      return ok({ labels: readLabels(config.value, manifest.value.annotations), platform })
    })

  const readListing = async (environment: Environment, digest: string): Promise<Result<FrontendListing>> => {
    const manifest = await manifestOf(environment, digest)
    if (!manifest.ok) return manifest
    const { layers } = manifest.value
    const limits = imageLimitsOf(environment.frontend.limits)
    if (layers.length > limits.layers)
      return fail(artifactTooLarge('layers', limits.layers, `${layers.length} layers`))
    const folder = toFolder(environment.frontend.imagePath)
    const isExcluded = matcherOf(environment.frontend.exclude)
    const below = folder === '' ? '' : `${folder}/`
    let folders: readonly string[] = [folder]
    for (let look = 1; look <= mostLooks; look += 1) {
      const overlay = createOverlay(folders)
      const scope: ScanScope = {
        folders,
        isExcluded: (path) => path.startsWith(below) && isExcluded(path.slice(below.length)),
        limits,
      }
      for (const layer of layers.toReversed()) {
        if (overlay.closed()) break
        const summary = await scan(environment, layer, scope)
        if (!summary.ok) return summary
        overlay.add(layer.digest, summary.value)
      }
      const walked = walkFrontend({ tree: overlay.tree(), folder, known: folders, isExcluded, limits })
      if (!walked.ok) return walked
      if (walked.value.kind === 'listing') return ok(walked.value.listing)
      folders = [...folders, ...walked.value.paths]
    }
    return fail(hostileArtifact('link-loop', folders.at(-1) ?? folder))
  }

  return {
    labels: async (environment, digest) => {
      const config = await configOf(environment, digest)
      return config.ok ? ok(config.value.labels) : config
    },
    platforms: async (environment, digest) => {
      const manifest = await manifestOf(environment, digest)
      if (!manifest.ok) return manifest
      const [first, ...others] = manifest.value.platforms
      if (first === undefined || first.platform !== null) return ok(manifest.value.platforms)
      const config = await configOf(environment, digest)
      return config.ok ? ok([{ ...first, platform: config.value.platform }, ...others]) : config
    },
    frontend: (environment, digest) => {
      const { imagePath, exclude, limits } = environment.frontend
      const key = JSON.stringify([repositoryKey(environment, digest), imagePath, exclude, limits])
      return listings.get(key, () => readListing(environment, digest))
    },
    stream: async (environment, files, digest, consume, signal) => {
      const manifest = await manifestOf(environment, digest)
      if (!manifest.ok) return manifest
      for (const layer of manifest.value.layers) {
        const wanted = new Set(files.filter((file) => file.layer === layer.digest))
        while (wanted.size > 0) {
          const before = wanted.size
          const streamed = await readBlob(registry, environment, layer, retry, signal, (source, own) =>
            streamFiles(source, layer, wanted, consume, own),
          )
          if (!streamed.ok) return streamed
          if (wanted.size === before) {
            const [missing] = wanted
            return fail(artifactUnreadable(`${missing?.path} is not in ${layer.digest} any more`))
          }
        }
      }
      return ok(undefined)
    },
  }
}

const repositoryKey = (environment: Environment, digest: string): string =>
  `${environment.aws.roleArn} ${environment.aws.region} ${environment.backend.repository} ${digest}`
