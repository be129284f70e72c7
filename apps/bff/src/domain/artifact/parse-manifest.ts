import { z } from 'zod'
import { Digest } from '@lockstep/shared-types/artifact'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { artifactUnreadable, layerElsewhere } from './artifact-problems.ts'
import type { ImageConfig, ImageManifest } from './image-manifest.ts'
import { platformName, type PlatformImage } from './platform.ts'

export const indexMediaTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const
export const manifestMediaTypes = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const

const Descriptor = z.object({ mediaType: z.string(), digest: Digest, size: z.int().nonnegative() })
const Index = z.object({
  manifests: z.array(
    z.object({
      mediaType: z.string().optional(),
      digest: Digest,
      artifactType: z.string().nullish(),
      annotations: z.record(z.string(), z.string()).nullish(),
      platform: z
        .object({ os: z.string(), architecture: z.string(), variant: z.string().nullish() })
        .nullish(),
    }),
  ),
})
type IndexEntry = z.infer<typeof Index>['manifests'][number]
const Manifest = z.object({
  schemaVersion: z.literal(2),
  config: Descriptor,
  layers: z.array(Descriptor),
  annotations: z.record(z.string(), z.string()).nullish(),
})
const Config = z.object({
  created: z.string().nullish(),
  os: z.string().nullish(),
  architecture: z.string().nullish(),
  variant: z.string().nullish(),
  config: z.object({ Labels: z.record(z.string(), z.string()).nullish() }).nullish(),
  history: z
    .array(z.object({ created_by: z.string().optional(), empty_layer: z.boolean().optional() }))
    .nullish(),
})

function parse<T>(schema: z.ZodType<T>, text: string, what: string): Result<T> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return fail(artifactUnreadable(`${what} is not JSON`))
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  return fail(artifactUnreadable(`${what}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`))
}

/** The images of an index, the one to look into first. */
export function imagesOfIndex(indexText: string): Result<readonly PlatformImage[]> {
  const index = parse(Index, indexText, 'The image index')
  if (!index.ok) return index
  const images = index.value.manifests.filter(isImage).toSorted((a, b) => preference(a) - preference(b))
  if (images.length > 0)
    return ok(images.map(({ digest, platform }) => ({ digest, platform: nameOf(platform) })))
  const there = index.value.manifests.map((entry) => entry.artifactType ?? entry.mediaType ?? entry.digest)
  return fail(artifactUnreadable(`The image index names no image, only ${there.join(', ') || 'nothing'}`))
}

/** Some tools leave the names empty. */
const nameOf = (said: Said | null | undefined): string | null =>
  said?.os && said.architecture
    ? platformName({ os: said.os, architecture: said.architecture, variant: said.variant })
    : null
type Said = Partial<Record<'os' | 'architecture' | 'variant', string | null | undefined>>

/** Configs of images; with any other `artifactType` an entry is a signature, a bill of materials or the like. */
const imageTypes: readonly string[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]

/** Attestations of buildx stand among the images, told by their annotation and by a platform that none has. */
const isImage = ({ mediaType, artifactType, annotations, platform }: IndexEntry): boolean =>
  (mediaType === undefined || manifestMediaTypes.some((type) => type === mediaType)) &&
  (artifactType === undefined ||
    artifactType === null ||
    artifactType === '' ||
    imageTypes.includes(artifactType)) &&
  annotations?.['vnd.docker.reference.type'] === undefined &&
  platform?.os !== 'unknown' &&
  platform?.architecture !== 'unknown'

/** The files of a site are the same on every platform: any will do, the usual ones are looked into first. */
function preference({ platform }: IndexEntry): number {
  const usual = ['linux/amd64', 'linux/arm64'].indexOf(`${platform?.os}/${platform?.architecture}`)
  if (usual !== -1) return usual
  return platform?.os === 'linux' ? 2 : 3
}

/** Foreign layers stand elsewhere than in the registry, encrypted ones need a key. */
const unreadableLayer = /foreign|nondistributable|\+encrypted/

export function parseManifest(text: string, digest: string): Result<ImageManifest> {
  const manifest = parse(Manifest, text, 'The manifest')
  if (!manifest.ok) return manifest
  const { config, layers, annotations } = manifest.value
  const odd = layers.find((layer) => unreadableLayer.test(layer.mediaType))
  if (odd !== undefined) return fail(layerElsewhere(odd.mediaType))
  return ok({
    digest,
    platforms: [{ digest, platform: null }],
    config: { digest: config.digest, size: config.size },
    layers,
    annotations: annotations ?? {},
  })
}

export function parseConfig(text: string): Result<ImageConfig> {
  const config = parse(Config, text, 'The image config')
  if (!config.ok) return config
  return ok({
    labels: config.value.config?.Labels ?? {},
    createdAt: config.value.created ?? null,
    platform: nameOf(config.value),
    history: (config.value.history ?? []).map((step) => ({
      createdBy: step.created_by ?? null,
      empty: step.empty_layer ?? false,
    })),
  })
}
