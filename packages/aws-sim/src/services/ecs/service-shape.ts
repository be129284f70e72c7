import type { Deployment, Service, TaskSet } from '@aws-sdk/client-ecs'
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

/** A deployment of another controller's is a task set. */
const taskSetShape = (service: ServiceRecord, deployment: DeploymentRecord): TaskSet => {
  const own = tasksOf(service).filter((task) => task.deployment === deployment)
  return {
    id: deployment.id,
    taskSetArn: `${service.arn.replace(':service/', ':task-set/')}/${deployment.id}`,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    status: deployment.status,
    taskDefinition: deployment.revision.definition.arn,
    computedDesiredCount: deployment.status === 'PRIMARY' ? service.desiredCount : 0,
    pendingCount: countPending(own),
    runningCount: countRunning(own),
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    ...fargate,
    ...networkOf(service),
    loadBalancers: service.loadBalancers.map((one) => ({ ...one })),
    scale: { value: 100, unit: 'PERCENT' },
    stabilityStatus: service.steady ? 'STEADY_STATE' : 'STABILIZING',
  }
}

/**
 * What says which definition runs. believed: under CODE_DEPLOY and EXTERNAL there are task sets instead of deployments, and under
 * EXTERNAL the service itself has no task definition (API reference, Service and TaskSet; seen in states of public tools).
 */
const deployedShape = (service: ServiceRecord): Partial<Service> => {
  const [primary] = service.deployments
  const taskDefinition = primary?.revision.definition.arn
  const taskSets = () => service.deployments.map((one) => taskSetShape(service, one))
  switch (service.controller) {
    case 'ECS':
      return { taskDefinition, deployments: service.deployments.map((one) => deploymentShape(service, one)) }
    case 'CODE_DEPLOY':
      return { taskDefinition, deployments: [], taskSets: taskSets() }
    case 'EXTERNAL':
      return { deployments: [], taskSets: taskSets() }
  }
}

const revisionsOf = (service: ServiceRecord, tasks: readonly TaskRecord[]): Partial<Service> => {
  if (service.controller !== 'ECS') return {}
  const current = service.serviceDeployments.find(({ finishedAt }) => finishedAt === null)
  return {
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
  }
}

export const serviceShape = (service: ServiceRecord, withTags: boolean): Service => {
  const tasks = tasksOf(service)
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
    ...deployedShape(service),
    deploymentConfiguration: service.configuration,
    roleArn: `arn:aws:iam::${service.arn.split(':')[4]}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
    events: service.events.map(({ id, at, message }) => ({ id, createdAt: new Date(at), message })),
    createdAt: time(service.createdAt),
    ...revisionsOf(service, tasks),
    placementConstraints: [],
    placementStrategy: [],
    ...networkOf(service),
    healthCheckGracePeriodSeconds: service.healthCheckGracePeriodSeconds,
    schedulingStrategy: 'REPLICA',
    deploymentController: { type: service.controller },
    ...(withTags ? { tags: service.tags } : {}),
    enableECSManagedTags: false,
    propagateTags: 'NONE',
    enableExecuteCommand: false,
    availabilityZoneRebalancing: 'DISABLED',
  }
}
