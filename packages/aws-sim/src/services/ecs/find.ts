import { AwsError } from '../../wire/aws-error.ts'
import type { Ecs } from '../../world/ecs/ecs.ts'
import type { ClusterRecord, ServiceRecord, TaskRecord } from '../../world/ecs/model.ts'
import type { TaskDefinitionRecord } from '../../world/ecs/types.ts'

/** The last part of an ARN, or the name itself. */
export const nameOf = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)

/** The name in an identifier of something in a cluster; refuses an ARN that says another cluster, as ECS does. */
export const nameWithin = (cluster: ClusterRecord, nameOrArn: string): string => {
  const [, , other] = /^arn:[^/]+:(service|task)\/([^/]+)\/[^/]+$/.exec(nameOrArn) ?? []
  if (other !== undefined && other !== cluster.name)
    throw invalid(`Identifier is for ${other}. Your cluster is ${cluster.name}`)
  return nameOf(nameOrArn)
}

/** Milliseconds since the epoch as a wire time. */
export const time = (at: number | null): Date | undefined => (at === null ? undefined : new Date(at))

export const findCluster = (ecs: Ecs, cluster = 'default'): ClusterRecord => {
  const found = ecs.clusters.get(nameOf(cluster))
  if (found === undefined) throw new AwsError('ClusterNotFoundException', 'Cluster not found.')
  return found
}

/** A service in whatever state; what only reads finds those that drain too (the models list no ServiceNotActiveException there). */
export const findAnyService = (
  ecs: Ecs,
  cluster: string | undefined,
  service: string | undefined,
): ServiceRecord => {
  const record = findCluster(ecs, cluster)
  const found = record.services.get(nameWithin(record, service ?? ''))
  if (found === undefined) throw new AwsError('ServiceNotFoundException', 'Service not found.')
  return found
}

/** An active service. */
export const findService = (
  ecs: Ecs,
  cluster: string | undefined,
  service: string | undefined,
): ServiceRecord => {
  const found = findAnyService(ecs, cluster, service)
  if (found.status !== 'ACTIVE') throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.')
  return found
}

export const findTask = (ecs: Ecs, cluster: string | undefined, task: string | undefined): TaskRecord => {
  const record = findCluster(ecs, cluster)
  const found = record.tasks.get(nameWithin(record, task ?? ''))
  if (found === undefined)
    throw new AwsError('InvalidParameterException', 'The referenced task was not found.')
  return found
}

/** A task definition that a service may use. */
export const findUsable = (ecs: Ecs, reference: string): TaskDefinitionRecord => {
  const found = ecs.definitions.find(reference)
  if (found === null) throw new AwsError('ClientException', 'TaskDefinition not found.')
  if (found.status === 'INACTIVE') throw new AwsError('ClientException', 'TaskDefinition is inactive')
  return found
}

export const allServices = (ecs: Ecs): ServiceRecord[] =>
  [...ecs.clusters.values()].flatMap((cluster) => [...cluster.services.values()])

export const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message)
