import { DescribeImagesCommand, type ImageIdentifier } from '@aws-sdk/client-ecr'
import type { Problem } from '@lockstep/shared-types/problem'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { ImageState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { ImageWanted } from '../../features/drift/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'
import { registryClient, type RegistryClient } from './registry-client.ts'

/** Only what is read of an image. */
const Image = z.object({
  imageDigest: z.string(),
  imageTags: z.array(z.string()).default([]),
  imagePushedAt: z.date(),
})
type Image = z.infer<typeof Image>
const Reply = z.object({ imageDetails: z.array(Image) })

const operation = 'ecr:DescribeImages'

const nameOf = (wanted: ImageWanted): string =>
  wanted.digest === null ? `${wanted.repository}:${wanted.tag}` : `${wanted.repository}@${wanted.digest}`

const matches = (image: Image, wanted: ImageWanted): boolean =>
  wanted.digest === null ? image.imageTags.includes(wanted.tag) : image.imageDigest === wanted.digest

const toState = (image: Image): ImageState => ({
  digest: image.imageDigest,
  tags: image.imageTags,
  pushedAt: image.imagePushedAt.toISOString(),
})

/**
 * Reads what tags and digests point to in ECR now, in the account and region that the reference names. All images of a repository come in one call;
 * ECR refuses the whole call when one of them is gone, then each is asked for by itself.
 */
export function createImageReader(factory: AwsClientFactory, clock: Clock) {
  const describe = async (client: RegistryClient, wanted: readonly ImageWanted[]): Promise<Image[]> => {
    const [first] = wanted
    if (first === undefined) return []
    const imageIds = wanted.map((one): ImageIdentifier =>
      one.digest === null ? { imageTag: one.tag } : { imageDigest: one.digest },
    )
    const reply = await client.ecr.send(
      new DescribeImagesCommand({
        ...client.registry,
        repositoryName: first.repository,
        imageIds,
      }),
    )
    return Reply.parse(reply).imageDetails
  }

  const unreadable = (wanted: ImageWanted, problem: Problem): Reading<ImageState> => ({
    state: 'unreadable',
    problem,
    source: `${operation} ${nameOf(wanted)}`,
    readAt: clock.now().toISOString(),
  })

  const readOne = (wanted: ImageWanted, images: Promise<Image[]>) =>
    readAws({ operation, resource: nameOf(wanted) }, clock, async () => {
      const image = (await images).find((candidate) => matches(candidate, wanted))
      return image === undefined ? undefined : toState(image)
    })

  /** Answers in the order of `wanted`, which all name the same repository of the same registry. */
  const readRepository = async (
    environment: Environment,
    wanted: readonly ImageWanted[],
  ): Promise<Reading<ImageState>[]> => {
    const client = registryClient(factory, environment, wanted[0]?.registry ?? null)
    if (!client.ok) return wanted.map((one) => unreadable(one, client.problem))
    const together = describe(client.value, wanted)
    const oneIsGone = await together.then(
      () => false,
      (error: unknown) => wanted.length > 1 && awsProblem(error, operation).code === 'aws-not-found',
    )
    return Promise.all(
      wanted.map((one) => readOne(one, oneIsGone ? describe(client.value, [one]) : together)),
    )
  }

  const read = async (
    environment: Environment,
    wanted: readonly ImageWanted[],
  ): Promise<readonly Reading<ImageState>[]> => {
    const readings = new Map<ImageWanted, Reading<ImageState>>()
    const groups = Object.values(
      Object.groupBy(wanted, ({ registry, repository }) => `${registry ?? ''}/${repository}`),
    )
    await Promise.all(
      groups.map(async (group = []) => {
        const results = await readRepository(environment, group)
        for (const [index, reading] of results.entries()) {
          const key = group[index]
          if (key !== undefined) readings.set(key, reading)
        }
      }),
    )
    return wanted.flatMap((one) => readings.get(one) ?? [])
  }
  return { read }
}
