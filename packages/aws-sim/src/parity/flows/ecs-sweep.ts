import {
  DeleteClusterCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionFamiliesCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs'
import type { Clients } from '../clients.ts'
import { removeAll } from '../flow.ts'

/** Services first, then what they stand on. Deregistered revisions stay, as AWS keeps them, and cost nothing. */
export async function sweepEcs({ ecs }: Clients, prefix: string): Promise<readonly string[]> {
  const removed: string[] = []
  const clusters: string[] = []
  let nextToken: string | undefined
  do {
    const page = await ecs.send(new ListClustersCommand({ nextToken }))
    clusters.push(...(page.clusterArns ?? []).filter((arn) => nameOf(arn).startsWith(prefix)))
    nextToken = page.nextToken
  } while (nextToken !== undefined)
  for (const cluster of clusters) {
    const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster, maxResults: 100 }))
    await removeAll(
      serviceArns.map((service) => [
        `service ${nameOf(service)}`,
        () => ecs.send(new DeleteServiceCommand({ cluster, service, force: true })),
      ]),
    )
    removed.push(
      ...(await removeAll([
        [`ECS cluster ${nameOf(cluster)}`, () => ecs.send(new DeleteClusterCommand({ cluster }))],
      ])),
    )
  }
  const { families = [] } = await ecs.send(
    new ListTaskDefinitionFamiliesCommand({ familyPrefix: prefix, status: 'ACTIVE' }),
  )
  for (const family of families) {
    const { taskDefinitionArns = [] } = await ecs.send(
      new ListTaskDefinitionsCommand({ familyPrefix: family }),
    )
    removed.push(
      ...(await removeAll(
        taskDefinitionArns.map((taskDefinition) => [
          `task definition ${nameOf(taskDefinition)}`,
          () => ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition })),
        ]),
      )),
    )
  }
  return removed
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
