import {
  DescribeImagesCommand,
  DescribeImageScanFindingsCommand,
  type ImageIdentifier,
} from '@aws-sdk/client-ecr'
import { severities, type ScanFindings } from '@lockstep/shared-types/artifact'
import { z } from 'zod'
import { artifactNotFound } from '../../domain/artifact/artifact-problems.ts'
import { indexMediaTypes, manifestMediaTypes } from '../../domain/artifact/parse-manifest.ts'
import type { RegistryImage } from '../../domain/artifact/registry-image.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { RegistryList } from '../../features/artifacts/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'
import { createRegistryPlace } from './registry-place.ts'

const Counts = z.record(z.string(), z.number()).default({})
const Scan = z.object({
  imageScanStatus: z.object({ status: z.string().optional() }).optional(),
  imageScanFindingsSummary: z.object({ findingSeverityCounts: Counts }).optional(),
})
/** Only what is read of an image. */
const Image = Scan.extend({
  imageDigest: z.string(),
  imageTags: z.array(z.string()).default([]),
  imagePushedAt: z.date(),
  imageSizeInBytes: z.number().default(0),
  imageManifestMediaType: z.string().optional(),
})
type Image = z.infer<typeof Image>
const Reply = z.object({ imageDetails: z.array(Image).default([]), nextToken: z.string().optional() })
const ScanReply = z.object({
  imageScanStatus: z.object({ status: z.string().optional() }).optional(),
  imageScanFindings: z.object({ findingSeverityCounts: Counts }).optional(),
})

const imageTypes: readonly string[] = [...manifestMediaTypes, ...indexMediaTypes]
/** Signatures and attestations lie beside the images that they belong to, under tags made of a digest. */
const attachmentTag = /^sha256-[0-9a-f]{64}/

const isRelease = (image: Image): boolean =>
  (image.imageManifestMediaType === undefined || imageTypes.includes(image.imageManifestMediaType)) &&
  image.imageTags.some((tag) => !attachmentTag.test(tag))

const stateOf = (status: string | undefined, counted: boolean): ScanFindings['state'] => {
  if (counted || status === 'COMPLETE' || status === 'ACTIVE') return 'complete'
  if (status === 'IN_PROGRESS' || status === 'PENDING') return 'in-progress'
  return status === undefined ? 'not-scanned' : 'failed'
}

const countsOf = (found: Record<string, number>): ScanFindings['counts'] =>
  Object.fromEntries(
    severities.flatMap((severity) => {
      const count = found[severity.toUpperCase()]
      return count === undefined ? [] : [[severity, count]]
    }),
  )

function toImage(image: Image): RegistryImage {
  const summary = image.imageScanFindingsSummary
  const status = image.imageScanStatus?.status
  // Newer scanners leave the summary out of the list: then it has to be asked for.
  const told = summary !== undefined || status === 'IN_PROGRESS' || status === 'FAILED'
  // An index is not scanned, whatever is said of it; the images that it names are.
  const isIndex = indexMediaTypes.some((type) => type === image.imageManifestMediaType)
  return {
    digest: image.imageDigest,
    tags: image.imageTags,
    pushedAt: image.imagePushedAt.toISOString(),
    sizeBytes: image.imageSizeInBytes,
    scan:
      told && !isIndex
        ? {
            state: stateOf(status, summary !== undefined),
            counts: countsOf(summary?.findingSeverityCounts ?? {}),
          }
        : null,
  }
}

/** Lists what ECR has for an environment: every page, tagged images only, newest state of scans. */
export function createRegistryList(
  factory: AwsClientFactory,
  findPlace = createRegistryPlace(factory),
): RegistryList {
  const describe = async (
    environment: Environment,
    imageIds: ImageIdentifier[] | null,
  ): Promise<Result<readonly Image[]>> => {
    const place = await findPlace(environment)
    if (!place.ok) return place
    const { ecr, registry, unsure } = place.value
    const repositoryName = environment.backend.repository
    const images: Image[] = []
    let nextToken: string | undefined
    try {
      do {
        const reply = Reply.parse(
          await ecr.send(
            new DescribeImagesCommand(
              imageIds === null
                ? {
                    ...registry,
                    repositoryName,
                    nextToken,
                    maxResults: 1000,
                    filter: { tagStatus: 'TAGGED' },
                  }
                : { ...registry, repositoryName, imageIds },
            ),
          ),
        )
        images.push(...reply.imageDetails)
        nextToken = reply.nextToken
      } while (nextToken !== undefined)
      return ok(images)
    } catch (error) {
      const isAbsent = error instanceof Error && error.name === 'ImageNotFoundException'
      const problem = awsProblem(error, 'ecr:DescribeImages', repositoryName)
      // Not there, as far as this is the right registry.
      if (unsure !== null && (isAbsent || problem.code === 'aws-not-found')) return fail(unsure)
      return imageIds !== null && isAbsent ? ok([]) : fail(problem)
    }
  }

  return {
    placeKey: async (environment) => {
      const place = await findPlace(environment)
      return place.ok ? ok(place.value.key) : place
    },
    list: async (environment) => {
      const images = await describe(environment, null)
      return images.ok ? ok(images.value.filter(isRelease).map(toImage)) : images
    },
    find: async (environment, digest) => {
      const images = await describe(environment, [{ imageDigest: digest }])
      if (!images.ok) return images
      const [image] = images.value
      return image === undefined
        ? fail(artifactNotFound(environment.backend.repository, digest))
        : ok(toImage(image))
    },
    scan: async (environment, digest) => {
      try {
        const place = await findPlace(environment)
        if (!place.ok) return { state: 'unreadable', counts: {} }
        const { ecr, registry } = place.value
        const reply = ScanReply.parse(
          await ecr.send(
            new DescribeImageScanFindingsCommand({
              ...registry,
              repositoryName: environment.backend.repository,
              imageId: { imageDigest: digest },
              maxResults: 1,
            }),
          ),
        )
        const counts = reply.imageScanFindings?.findingSeverityCounts
        return {
          state: stateOf(reply.imageScanStatus?.status, counts !== undefined),
          counts: countsOf(counts ?? {}),
        }
      } catch (error) {
        const notScanned = error instanceof Error && error.name === 'ScanNotFoundException'
        return { state: notScanned ? 'not-scanned' : 'unreadable', counts: {} }
      }
    },
  }
}
