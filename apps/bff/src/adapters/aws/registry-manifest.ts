import { createHash } from 'node:crypto'
import { BatchGetImageCommand } from '@aws-sdk/client-ecr'
import {
  artifactNotFound,
  artifactTooLarge,
  artifactUnreadable,
} from '../../domain/artifact/artifact-problems.ts'
import type { ImageManifest } from '../../domain/artifact/image-manifest.ts'
import {
  imagesOfIndex,
  indexMediaTypes,
  manifestMediaTypes,
  parseManifest,
} from '../../domain/artifact/parse-manifest.ts'
import type { Environment } from '../../domain/environment.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { awsProblem } from './aws-problem.ts'
import type { FindRegistryPlace } from './registry-place.ts'

const manifestBytes = 4 * 1024 * 1024

type ManifestText = { readonly text: string; readonly isIndex: boolean }

/** Reads manifests from ECR by digest and checks them against it; of an index, the image of one platform. */
export function createManifestReader(findPlace: FindRegistryPlace) {
  const read = async (environment: Environment, digest: string): Promise<Result<ManifestText>> => {
    const { repository } = environment.backend
    const where = `${repository}@${digest}`
    const place = await findPlace(environment)
    if (!place.ok) return place
    const { ecr, registry, unsure } = place.value
    let reply
    try {
      reply = await ecr.send(
        new BatchGetImageCommand({
          ...registry,
          repositoryName: repository,
          imageIds: [{ imageDigest: digest }],
          acceptedMediaTypes: [...manifestMediaTypes, ...indexMediaTypes],
        }),
      )
    } catch (error) {
      return fail(awsProblem(error, 'ecr:BatchGetImage', where))
    }
    const text = reply.images?.[0]?.imageManifest
    if (text === undefined) {
      const failure = reply.failures?.[0]
      if (failure?.failureCode === undefined || failure.failureCode === 'ImageNotFound')
        return fail(unsure ?? artifactNotFound(repository, digest))
      return fail(
        artifactUnreadable(`ecr:BatchGetImage ${where}: ${failure.failureCode} ${failure.failureReason}`),
      )
    }
    if (text.length > manifestBytes)
      return fail(artifactTooLarge('manifestBytes', manifestBytes, `${text.length} bytes`))
    const actual = `sha256:${createHash('sha256').update(text).digest('hex')}`
    if (actual !== digest)
      return fail(artifactUnreadable(`The manifest of ${where} has the digest ${actual}`))
    return ok({ text, isIndex: isIndex(reply.images?.[0]?.imageManifestMediaType, text) })
  }

  return async (environment: Environment, digest: string): Promise<Result<ImageManifest>> => {
    const top = await read(environment, digest)
    if (!top.ok) return top
    if (!top.value.isIndex) return parseManifest(top.value.text, digest)
    const images = imagesOfIndex(top.value.text)
    if (!images.ok) return images
    const chosen = images.value[0]?.digest ?? ''
    const child = await read(environment, chosen)
    if (!child.ok) return child
    if (child.value.isIndex) return fail(artifactUnreadable('The image index names another index'))
    const manifest = parseManifest(child.value.text, chosen)
    return manifest.ok ? ok({ ...manifest.value, platforms: images.value }) : manifest
  }
}

/** By media type where the registry gives one, else by what the text holds. */
const isIndex = (mediaType: string | undefined, text: string): boolean =>
  mediaType === undefined ? /"manifests"\s*:/.test(text) : indexMediaTypes.some((type) => type === mediaType)
