import { z } from 'zod'
import { Digest } from '@lockstep/shared-types/artifact'
import type { Result } from '../result.ts'
import { fail, ok } from '../result.ts'
import { artifactUnreadable } from './artifact-problems.ts'
import type { ImageConfig, ImageManifest, Platform } from './image-manifest.ts'

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
      digest: Digest,
      platform: z.object({ os: z.string(), architecture: z.string() }).optional(),
    }),
  ),
})
const Manifest = z.object({
  schemaVersion: z.literal(2),
  config: Descriptor,
  layers: z.array(Descriptor),
  annotations: z.record(z.string(), z.string()).nullish(),
})
const Config = z.object({
  created: z.string().nullish(),
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

/** The digest of the platform's manifest in an index of several; an index of one image needs no platform. */
export function chooseManifest(indexText: string, platform: Platform): Result<string> {
  const index = parse(Index, indexText, 'The image index')
  if (!index.ok) return index
  const images = index.value.manifests.filter((entry) => entry.platform?.os !== 'unknown')
  const match = images.find(
    (entry) => entry.platform?.os === platform.os && entry.platform.architecture === platform.architecture,
  )
  const chosen = match ?? (images.length === 1 ? images[0] : undefined)
  if (chosen !== undefined) return ok(chosen.digest)
  const there = images.map((entry) => `${entry.platform?.os}/${entry.platform?.architecture}`).join(', ')
  return fail(
    artifactUnreadable(
      `The image is not built for ${platform.os}/${platform.architecture}, only for ${there || 'nothing'}`,
    ),
  )
}

/** Foreign layers stand elsewhere than in the registry, encrypted ones need a key. */
const unreadableLayer = /foreign|nondistributable|\+encrypted/

export function parseManifest(text: string, digest: string): Result<ImageManifest> {
  const manifest = parse(Manifest, text, 'The manifest')
  if (!manifest.ok) return manifest
  const { config, layers, annotations } = manifest.value
  const odd = layers.find((layer) => unreadableLayer.test(layer.mediaType))
  if (odd !== undefined) return fail(artifactUnreadable(`A layer of type ${odd.mediaType} cannot be read`))
  return ok({
    digest,
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
    history: (config.value.history ?? []).map((step) => ({
      createdBy: step.created_by ?? null,
      empty: step.empty_layer ?? false,
    })),
  })
}
