import {
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  type ServiceDeployment,
  type ServiceDeploymentBrief,
} from '@aws-sdk/client-ecs'
import { decodeTime } from 'ulid'
import type { Environment } from '../../../../domain/environment.ts'
import type { TrafficTarget } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import { called } from '../problem-error.ts'

type Ecs = AwsClients['ecs']

/** ARN of the task definition that a release asked ECS to run; null before it has, and for what is no release. */
export type TaskDefinitionOf = (releaseId: string) => Promise<string | null>

/** AWS, and what tells whose a service deployment is. */
export type Native = {
  readonly ecs: Ecs
  readonly taskDefinitionOf: TaskDefinitionOf
  /** Task definitions by the ARN of the service revision, which never change. */
  readonly definitions: Map<string, string>
}

export const serviceWords = ({ backend: { cluster, service } }: Pick<Environment, 'backend'>): string =>
  `ECS service ${cluster}/${service}`

/** AWS's clock and ours may differ by so much where only the time tells whose a deployment is, */
const clockDifferenceMilliseconds = 30_000
/** and by so much where the task definition does: AWS refuses requests that are signed with a clock further off. */
const refusedDifferenceMilliseconds = 300_000

/** The deployment is begun by an earlier step than the rollout, but not before the release, whose id tells its time. */
function releasedAt({ releaseId, startedAt }: TrafficTarget): number {
  const started = Date.parse(startedAt)
  try {
    return Math.min(started, decodeTime(releaseId))
  } catch {
    // An id of another kind says nothing of the time.
    return started
  }
}

type Brief = ServiceDeploymentBrief & { readonly serviceDeploymentArn: string }

/**
 * The newest service deployment of the release; null when there is none yet. Somebody else's that began later is not
 * its own: it has another task definition.
 */
export async function findServiceDeployment(native: Native, target: TrafficTarget): Promise<Brief | null> {
  const about = { operation: 'ecs:ListServiceDeployments', resource: serviceWords(target.environment) }
  const definition = await native.taskDefinitionOf(target.releaseId)
  const tolerance = definition === null ? clockDifferenceMilliseconds : refusedDifferenceMilliseconds
  const since = await called(about, () => list(native, target, new Date(releasedAt(target) - tolerance)))
  if (definition === null) return since[0] ?? null
  await called({ ...about, operation: 'ecs:DescribeServiceRevisions' }, () => define(native, since))
  return (
    since.find(
      ({ targetServiceRevisionArn = '' }) => native.definitions.get(targetServiceRevisionArn) === definition,
    ) ?? null
  )
}

/** Newest first. */
async function list({ ecs }: Native, { environment }: TrafficTarget, after: Date): Promise<readonly Brief[]> {
  const { cluster, service } = environment.backend
  const found: Brief[] = []
  let nextToken: string | undefined
  do {
    const page = await ecs.send(
      new ListServiceDeploymentsCommand({ cluster, service, createdAt: { after }, nextToken }),
    )
    for (const { serviceDeploymentArn, ...brief } of page.serviceDeployments ?? [])
      if (serviceDeploymentArn !== undefined) found.push({ ...brief, serviceDeploymentArn })
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  return found.toSorted((a, b) => Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0))
}

/** AWS takes so many at once. */
const mostRevisions = 20

/** Learns the task definitions of those whose revision is not known yet. */
async function define({ ecs, definitions }: Native, found: readonly Brief[]): Promise<void> {
  const unknown = new Set(
    found.flatMap(({ targetServiceRevisionArn: arn }) =>
      arn === undefined || definitions.has(arn) ? [] : [arn],
    ),
  )
  if (unknown.size === 0) return
  const serviceRevisionArns = [...unknown].slice(0, mostRevisions)
  const { serviceRevisions = [] } = await ecs.send(
    new DescribeServiceRevisionsCommand({ serviceRevisionArns }),
  )
  for (const { serviceRevisionArn, taskDefinition } of serviceRevisions)
    if (serviceRevisionArn !== undefined && taskDefinition !== undefined)
      definitions.set(serviceRevisionArn, taskDefinition)
}

/** The same with its traffic and its pauses. */
export async function readServiceDeployment(
  native: Native,
  target: TrafficTarget,
): Promise<ServiceDeployment | null> {
  const brief = await findServiceDeployment(native, target)
  if (brief === null) return null
  const about = { operation: 'ecs:DescribeServiceDeployments', resource: serviceWords(target.environment) }
  const { serviceDeployments = [] } = await called(about, () =>
    native.ecs.send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [brief.serviceDeploymentArn] }),
    ),
  )
  return serviceDeployments[0] ?? null
}
