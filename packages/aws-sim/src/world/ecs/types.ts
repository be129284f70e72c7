import type {
  ContainerDefinition,
  DeploymentConfiguration,
  DeploymentControllerType,
  NetworkConfiguration,
  RegisterTaskDefinitionRequest,
  Tag,
} from '@aws-sdk/client-ecs'

/** Where a service's tasks are registered. */
export type ServiceLoadBalancer = {
  readonly targetGroupArn: string
  readonly containerName: string
  readonly containerPort: number
  /** What ECS needs to shift traffic itself, under every strategy but ROLLING. */
  readonly advancedConfiguration?: TrafficShifting
}

export type TrafficShifting = {
  readonly alternateTargetGroupArn: string
  readonly productionListenerRule: string
  readonly testListenerRule?: string
  readonly roleArn: string
}

export type ServiceInput = {
  readonly cluster: string
  readonly name: string
  /** `family`, `family:revision` or ARN; a family means its newest active revision. */
  readonly taskDefinition: string
  readonly desiredCount: number
  readonly loadBalancers?: readonly ServiceLoadBalancer[]
  readonly deploymentConfiguration?: DeploymentConfiguration
  readonly healthCheckGracePeriodSeconds?: number
  readonly networkConfiguration?: NetworkConfiguration
  readonly tags?: readonly Tag[]
  /** Who deploys it; ECS itself by default. */
  readonly controller?: DeploymentControllerType
}

export type SteadyServiceInput = ServiceInput & {
  /** When its deployment finished and its tasks started, milliseconds since the epoch; the default is now. */
  readonly startedAt?: number
}

/** What of a task definition a scenario must say; the rest has Fargate's usual values. */
export type TaskDefinitionInput = Omit<RegisterTaskDefinitionRequest, 'tags'> & {
  readonly tags?: readonly Tag[]
  readonly registeredAt?: number
  readonly registeredBy?: string
}

export type TaskDefinitionRecord = {
  readonly arn: string
  readonly family: string
  readonly revision: number
  readonly request: Omit<RegisterTaskDefinitionRequest, 'tags'>
  readonly containers: readonly ContainerDefinition[]
  tags: Tag[]
  status: 'ACTIVE' | 'INACTIVE'
  readonly registeredAt: number
  readonly registeredBy: string
  deregisteredAt: number | null
}

/** The container service of the world. What a builder returns is the live record. */
export type EcsBuilders = {
  createCluster(name: string, tags?: readonly Tag[]): { readonly arn: string; readonly name: string }
  registerTaskDefinition(input: TaskDefinitionInput): TaskDefinitionRecord
  /** Straight to a steady state: tasks run, targets are healthy, the deployment is COMPLETED. Throws when the image is not there. */
  createSteadyService(input: SteadyServiceInput): { readonly arn: string; readonly name: string }
  /** A service that no one has deployed yet, as CreateService makes of the controller EXTERNAL: without tasks and deployments. */
  createBareService(input: Omit<ServiceInput, 'taskDefinition'>): {
    readonly arn: string
    readonly name: string
  }
  /** As the CreateService operation: an empty service whose first deployment starts now. */
  createService(input: ServiceInput): { readonly arn: string; readonly name: string }
  /** A deployment of another task definition that starts now, as UpdateService. */
  updateService(cluster: string, service: string, taskDefinition: string): void
  /** Replaces one running task with one that runs `reference`, however versionConsistency is set: mixed digests at once. */
  mixTask(cluster: string, service: string, reference: string): void
}
