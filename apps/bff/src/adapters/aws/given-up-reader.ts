import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { GivenUp } from '../../domain/drift/given-up.ts'
import type { ServiceState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import { parseImageReference } from '../../domain/image-reference.ts'
import type { Reading } from '../../domain/reading.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'

const Listed = z.object({
  serviceDeployments: z
    .array(
      z.object({
        serviceDeploymentArn: z.string(),
        status: z.string(),
        createdAt: z.date(),
        finishedAt: z.date().optional(),
        targetServiceRevisionArn: z.string().optional(),
      }),
    )
    .default([]),
})
type Listed = z.infer<typeof Listed>['serviceDeployments'][number]

const Described = z.object({
  serviceDeployments: z
    .array(
      z.object({
        serviceDeploymentArn: z.string(),
        deploymentCircuitBreaker: z.object({ status: z.string().optional() }).optional(),
        alarms: z.object({ triggeredAlarmNames: z.array(z.string()).default([]) }).optional(),
      }),
    )
    .default([]),
})
type Described = z.infer<typeof Described>['serviceDeployments'][number]

const Revisions = z.object({
  serviceRevisions: z
    .array(
      z.object({
        serviceRevisionArn: z.string(),
        containerImages: z
          .array(
            z.object({
              containerName: z.string().optional(),
              image: z.string().optional(),
              imageDigest: z.string().optional(),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
})

/** ECS lists so many at once; older deployments say little of today. */
const lookedAt = 100
/** And describes so many. */
const describedAtOnce = 20

/** A deployment that is stopped may have failed, or may have made way for the next one: its monitors tell. */
const mayHaveFailed = (status: string): boolean => status === 'STOPPED' || status.startsWith('ROLLBACK_')
const hasEnded = (status: string): boolean =>
  ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(status)

const causeOf = (one: Described | undefined): GivenUp['cause'] => {
  if (one?.deploymentCircuitBreaker?.status === 'TRIGGERED') return 'circuit-breaker'
  return (one?.alarms?.triggeredAlarmNames.length ?? 0) > 0 ? 'alarm' : null
}

/**
 * Reads which images ECS itself failed to deploy in a service: the last deployment of each was rolled back, or stopped by
 * circuit breaker or alarm. While no deployment runs and none has begun since, what was read before still holds.
 */
export function createGivenUpReader(factory: AwsClientFactory, clock: Clock) {
  const known = new Map<string, { readonly of: string; readonly found: readonly GivenUp[] }>()

  return (environment: Environment, state: ServiceState): Promise<Reading<readonly GivenUp[]>> => {
    const { cluster, service, container } = environment.backend
    const resource = `${cluster}/${service}`
    return readAws({ operation: 'ecs:ListServiceDeployments', resource }, clock, async () => {
      // Other controllers have none, and ECS refuses to list them.
      if (state.controller !== 'ECS') return undefined
      const key = JSON.stringify([environment.aws, state.serviceArn, container])
      const of = JSON.stringify(state.deployments.map(({ id, rolloutState }) => [id, rolloutState]))
      const before = known.get(key)
      if (before?.of === of) return before.found
      known.delete(key)
      const { ecs } = factory.for(environment)
      const listed = await list(ecs, environment)
      const found = await findGivenUp(ecs, listed, container)
      const isSettled =
        state.deployments.every(({ rolloutState }) => rolloutState === 'COMPLETED') &&
        listed.every(({ status }) => hasEnded(status))
      if (isSettled) known.set(key, { of, found })
      return found
    })
  }
}

/** Newest first. */
async function list(ecs: ECSClient, { backend }: Environment): Promise<readonly Listed[]> {
  const { cluster, service } = backend
  const reply = await ecs.send(new ListServiceDeploymentsCommand({ cluster, service, maxResults: lookedAt }))
  return Listed.parse(reply)
    .serviceDeployments.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
    .slice(0, lookedAt)
}

async function inParts<T>(
  arns: readonly string[],
  describe: (some: string[]) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const parts: T[] = []
  for (let from = 0; from < arns.length; from += describedAtOnce)
    parts.push(...(await describe(arns.slice(from, from + describedAtOnce))))
  return parts
}

async function findGivenUp(
  ecs: ECSClient,
  listed: readonly Listed[],
  container: string,
): Promise<readonly GivenUp[]> {
  const doubtful = listed.filter(({ status }) => mayHaveFailed(status))
  const revisionArns = [...new Set(listed.flatMap(({ targetServiceRevisionArn: arn }) => arn ?? []))]
  if (doubtful.length === 0 || revisionArns.length === 0) return []
  const [described, revisions] = await Promise.all([
    inParts(
      doubtful.map(({ serviceDeploymentArn }) => serviceDeploymentArn),
      async (serviceDeploymentArns) => {
        const reply = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }))
        return Described.parse(reply).serviceDeployments
      },
    ),
    inParts(revisionArns, async (serviceRevisionArns) => {
      const reply = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }))
      return Revisions.parse(reply).serviceRevisions
    }),
  ])
  const details = new Map(described.map((one) => [one.serviceDeploymentArn, one]))
  const images = new Map(
    revisions.map(({ serviceRevisionArn, containerImages }) => [
      serviceRevisionArn,
      containerImages.find(({ containerName }) => containerName === container),
    ]),
  )
  const judged = new Set<string>()
  return listed.flatMap((one): GivenUp[] => {
    const { image, imageDigest } = images.get(one.targetServiceRevisionArn ?? '') ?? {}
    const named = image === undefined ? null : parseImageReference(image)
    const digest = imageDigest ?? named?.digest ?? null
    const key = digest ?? image
    // Its last deployment that has come to an end counts: what succeeded since is not what fails.
    if (key === undefined || judged.has(key)) return []
    const cause = causeOf(details.get(one.serviceDeploymentArn))
    const isRolledBack = one.status.startsWith('ROLLBACK_')
    if (!isRolledBack && one.status !== 'SUCCESSFUL' && cause === null) return []
    judged.add(key)
    if (one.status === 'SUCCESSFUL') return []
    const at = (one.finishedAt ?? one.createdAt).toISOString()
    return [{ tag: named?.tag ?? null, digest, how: isRolledBack ? 'rolled-back' : 'failed', cause, at }]
  })
}
