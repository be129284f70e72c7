import type { Deployment, Service } from '@aws-sdk/client-ecs'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../../world/ecs/model.ts'
import { tasksOf } from '../../world/ecs/scheduler.ts'
import { time } from './find.ts'

const pendingStates: readonly string[] = ['PROVISIONING', 'PENDING', 'ACTIVATING']
export const countRunning = (tasks: readonly TaskRecord[]): number =>
  tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length
export const countPending = (tasks: readonly TaskRecord[]): number =>
  tasks.filter(({ lastStatus }) => pendingStates.includes(lastStatus)).length

const networkOf = (service: ServiceRecord) =>
  service.networkConfiguration === undefined ? {} : { networkConfiguration: service.networkConfiguration }
const fargate = { launchType: 'FARGATE' as const, platformVersion: '1.4.0', platformFamily: 'Linux' }

const deploymentShape = (service: ServiceRecord, deployment: DeploymentRecord): Deployment => {
  const own = tasksOf(service).filter((task) => task.deployment === deployment)
  const [running, pending] = [countRunning(own), countPending(own)]
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployment.revision.definition.arn,
    desiredCount: deployment.status === 'PRIMARY' ? service.desiredCount : running + pending,
    pendingCount: pending,
    runningCount: running,
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    ...fargate,
    ...networkOf(service),
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  }
}

export const serviceShape = (service: ServiceRecord, withTags: boolean): Service => {
  const tasks = tasksOf(service)
  const [primary] = service.deployments
  const current = service.serviceDeployments.find(({ finishedAt }) => finishedAt === null)
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    loadBalancers: service.loadBalancers.map((one) => ({ ...one })),
    serviceRegistries: [],
    status: service.status,
    desiredCount: service.desiredCount,
    runningCount: countRunning(tasks),
    pendingCount: countPending(tasks),
    ...fargate,
    taskDefinition: primary?.revision.definition.arn,
    deploymentConfiguration: service.configuration,
    deployments: service.deployments.map((deployment) => deploymentShape(service, deployment)),
    roleArn: `arn:aws:iam::${service.arn.split(':')[4]}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    events: service.events.map(({ id, at, message }) => ({ id, createdAt: new Date(at), message })),
    createdAt: time(service.createdAt),
    ...(current === undefined ? {} : { currentServiceDeployment: current.arn }),
    currentServiceRevisions: service.deployments.map((deployment) => {
      const own = tasks.filter((task) => task.deployment === deployment)
      return {
        arn: deployment.revision.arn,
        requestedTaskCount: deployment.status === 'PRIMARY' ? service.desiredCount : countRunning(own),
        runningTaskCount: countRunning(own),
        pendingTaskCount: countPending(own),
      }
    }),
    placementConstraints: [],
    placementStrategy: [],
    ...networkOf(service),
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: 'ECS' },
    ...(withTags ? { tags: service.tags } : {}),
    enableECSManagedTags: false,
    propagateTags: 'NONE',
    enableExecuteCommand: false,
    availabilityZoneRebalancing: 'DISABLED',
  }
}
