import type { Container, Task, TaskDefinition } from '@aws-sdk/client-ecs'
import { healthStatus } from '../../world/ecs/health.ts'
import type { ContainerRecord, TaskRecord } from '../../world/ecs/model.ts'
import type { TaskDefinitionRecord } from '../../world/ecs/types.ts'
import { time } from './find.ts'

const containerShape = (task: TaskRecord, container: ContainerRecord): Container => ({
  containerArn: container.arn,
  taskArn: task.arn,
  name: container.name,
  image: container.image,
  ...(container.digest === null
    ? {}
    : { imageDigest: container.digest, runtimeId: `${task.id}-${container.name}` }),
  lastStatus: container.lastStatus,
  ...(container.exitCode === null ? {} : { exitCode: container.exitCode }),
  ...(container.reason === null ? {} : { reason: container.reason }),
  networkBindings: [],
  networkInterfaces: [{ attachmentId: `eni-${task.id.slice(0, 17)}`, privateIpv4Address: task.ip }],
  healthStatus: container.health,
  cpu: '0',
})

export const taskShape = (task: TaskRecord): Task => ({
  attachments: [
    {
      id: `eni-${task.id.slice(0, 17)}`,
      type: 'ElasticNetworkInterface',
      status: task.lastStatus === 'STOPPED' ? 'DELETED' : 'ATTACHED',
      details: [{ name: 'privateIPv4Address', value: task.ip }],
    },
  ],
  attributes: [
    {
      name: 'ecs.cpu-architecture',
      value: (task.definition.request.runtimePlatform?.cpuArchitecture ?? 'X86_64').toLowerCase(),
    },
  ],
  availabilityZone: `${task.arn.split(':')[3]}${task.zone}`,
  clusterArn: task.service.cluster.arn,
  ...(task.startedAt === null ? {} : { connectivity: 'CONNECTED', connectivityAt: time(task.pullStartedAt) }),
  containers: task.containers.map((container) => containerShape(task, container)),
  cpu: task.definition.request.cpu ?? '256',
  createdAt: time(task.createdAt),
  desiredStatus: task.desiredStatus,
  enableExecuteCommand: false,
  executionStoppedAt: time(task.stoppedAt),
  group: `service:${task.service.name}`,
  healthStatus: healthStatus(task),
  lastStatus: task.lastStatus,
  launchType: 'FARGATE',
  memory: task.definition.request.memory ?? '512',
  overrides: { containerOverrides: task.containers.map(({ name }) => ({ name })) },
  platformVersion: '1.4.0',
  platformFamily: 'Linux',
  pullStartedAt: time(task.pullStartedAt),
  pullStoppedAt: time(task.pullStoppedAt),
  startedAt: time(task.startedAt),
  startedBy: task.startedBy,
  ...(task.stopCode === null ? {} : { stopCode: task.stopCode }),
  ...(task.stoppedReason === null ? {} : { stoppedReason: task.stoppedReason }),
  stoppingAt: time(task.stoppingAt),
  stoppedAt: time(task.stoppedAt),
  tags: [],
  taskArn: task.arn,
  taskDefinitionArn: task.definition.arn,
  version: task.version,
})

/** Fargate wants a network of the task's own, and sizes. */
const fitsFargate = ({ request }: TaskDefinitionRecord): boolean =>
  request.networkMode === 'awsvpc' && request.cpu !== undefined && request.memory !== undefined

export const definitionShape = (definition: TaskDefinitionRecord): TaskDefinition => {
  const {
    requiresCompatibilities = [],
    placementConstraints = [],
    volumes = [],
    ...request
  } = definition.request
  return {
    ...request,
    taskDefinitionArn: definition.arn,
    containerDefinitions: definition.containers.map((container) => ({
      cpu: 0,
      essential: true,
      environment: [],
      mountPoints: [],
      volumesFrom: [],
      portMappings: [],
      systemControls: [],
      ...container,
    })),
    revision: definition.revision,
    status: definition.status,
    volumes,
    placementConstraints,
    requiresAttributes: [],
    compatibilities: fitsFargate(definition) ? ['EC2', 'FARGATE'] : ['EXTERNAL', 'EC2'],
    requiresCompatibilities,
    registeredAt: time(definition.registeredAt),
    registeredBy: definition.registeredBy,
    deregisteredAt: time(definition.deregisteredAt),
  }
}
