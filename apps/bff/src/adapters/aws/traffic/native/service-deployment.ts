import {
  DescribeServiceDeploymentsCommand,
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

export const serviceWords = ({ backend: { cluster, service } }: Pick<Environment, 'backend'>): string =>
  `ECS service ${cluster}/${service}`

/** AWS's clock and ours may differ by so much. */
const clockDifferenceMilliseconds = 30_000

/** The deployment is begun by an earlier step than the rollout, but not before the release, whose id tells its time. */
function releasedAt({ releaseId, startedAt }: TrafficTarget): Date {
  const started = Date.parse(startedAt)
  let released = started
  try {
    released = Math.min(started, decodeTime(releaseId))
  } catch {
    // An id of another kind says nothing of the time.
  }
  return new Date(released - clockDifferenceMilliseconds)
}

/** The newest service deployment since the release began; null when there is none yet. */
export async function findServiceDeployment(
  client: Ecs,
  target: TrafficTarget,
): Promise<(ServiceDeploymentBrief & { readonly serviceDeploymentArn: string }) | null> {
  const { cluster, service } = target.environment.backend
  const about = { operation: 'ecs:ListServiceDeployments', resource: serviceWords(target.environment) }
  return called(about, async () => {
    const found: ServiceDeploymentBrief[] = []
    const createdAt = { after: releasedAt(target) }
    let nextToken: string | undefined
    do {
      const page = await client.send(
        new ListServiceDeploymentsCommand({ cluster, service, createdAt, nextToken }),
      )
      found.push(...(page.serviceDeployments ?? []))
      nextToken = page.nextToken
    } while (nextToken !== undefined)
    const [newest] = found.toSorted((a, b) => Number(b.createdAt ?? 0) - Number(a.createdAt ?? 0))
    return newest?.serviceDeploymentArn === undefined
      ? null
      : { ...newest, serviceDeploymentArn: newest.serviceDeploymentArn }
  })
}

/** The same with its traffic and its pauses. */
export async function readServiceDeployment(
  client: Ecs,
  target: TrafficTarget,
): Promise<ServiceDeployment | null> {
  const brief = await findServiceDeployment(client, target)
  if (brief === null) return null
  const about = { operation: 'ecs:DescribeServiceDeployments', resource: serviceWords(target.environment) }
  const { serviceDeployments = [] } = await called(about, () =>
    client.send(
      new DescribeServiceDeploymentsCommand({ serviceDeploymentArns: [brief.serviceDeploymentArn] }),
    ),
  )
  return serviceDeployments[0] ?? null
}
