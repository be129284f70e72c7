import type {
  DeploymentConfiguration,
  DeploymentControllerType,
  DeploymentRolloutState,
  NetworkConfiguration,
  ServiceDeploymentStatus,
  Tag,
} from '@aws-sdk/client-ecs'
import type { NativeProgress } from './native/types.ts'
import type { TaskApp } from '../task-app/task-app.ts'
import type { ServiceLoadBalancer, TaskDefinitionRecord } from './types.ts'

export type ClusterRecord = {
  readonly arn: string
  readonly name: string
  status: 'ACTIVE' | 'INACTIVE'
  tags: Tag[]
  readonly services: Map<string, ServiceRecord>
  /** By id; stopped tasks stay for an hour. */
  readonly tasks: Map<string, TaskRecord>
}

export type ContainerRecord = {
  readonly name: string
  readonly arn: string
  /** As the task definition says. */
  readonly image: string
  digest: string | null
  lastStatus: TaskStatus
  health: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN'
  exitCode: number | null
  reason: string | null
}

export type TaskStatus =
  | 'PROVISIONING'
  | 'PENDING'
  | 'ACTIVATING'
  | 'RUNNING'
  | 'DEACTIVATING'
  | 'STOPPING'
  | 'DEPROVISIONING'
  | 'STOPPED'

export type StopCode =
  | 'TaskFailedToStart'
  | 'EssentialContainerExited'
  | 'UserInitiated'
  | 'ServiceSchedulerInitiated'

export type TaskRecord = {
  readonly id: string
  readonly arn: string
  readonly definition: TaskDefinitionRecord
  readonly service: ServiceRecord
  /** Which deployment it counts for; a rollback takes over the tasks of the revision it goes back to. */
  deployment: DeploymentRecord
  readonly startedBy: string
  readonly ip: string
  readonly zone: string
  lastStatus: TaskStatus
  desiredStatus: 'RUNNING' | 'STOPPED'
  readonly containers: readonly ContainerRecord[]
  /** What listens on each of its ports. */
  apps: Map<string, TaskApp>
  readonly createdAt: number
  pullStartedAt: number | null
  pullStoppedAt: number | null
  startedAt: number | null
  stoppingAt: number | null
  stoppedAt: number | null
  stopCode: StopCode | null
  stoppedReason: string | null
  /** Whether it has once passed all its health checks. */
  proved: boolean
  /** Long enough in RUNNING to count as healthy where there is no health check. */
  settled: boolean
  version: number
}

export type ServiceRevisionRecord = {
  readonly id: string
  readonly arn: string
  readonly definition: TaskDefinitionRecord
  /** As the service says, and as resolved: the target groups in which its own tasks register. */
  readonly configuredLoadBalancers: readonly ServiceLoadBalancer[]
  readonly loadBalancers: readonly ServiceLoadBalancer[]
  readonly createdAt: number
  /** Container name → digest, as resolved by the first task; version consistency pins all later ones to it. */
  readonly digests: Map<string, string>
}

export type DeploymentRecord = {
  readonly id: string
  status: 'PRIMARY' | 'ACTIVE'
  readonly revision: ServiceRevisionRecord
  readonly serviceDeployment: ServiceDeploymentRecord
  rolloutState: DeploymentRolloutState
  rolloutStateReason: string
  readonly createdAt: number
  updatedAt: number
  /** Failures since a task was last healthy. */
  failedTasks: number
  /** The circuit breaker's count; it differs when the breaker is told not to reset. */
  breakerFailures: number
  /** Launches wait until then, after many failures. */
  launchNotBefore: number
}

export type ServiceDeploymentRecord = {
  readonly id: string
  readonly arn: string
  status: ServiceDeploymentStatus
  statusReason: string | null
  readonly sources: readonly ServiceRevisionRecord[]
  readonly target: ServiceRevisionRecord
  readonly createdAt: number
  startedAt: number
  updatedAt: number
  finishedAt: number | null
  stoppedAt: number | null
  readonly configuration: DeploymentConfiguration
  rollback: {
    readonly reason: string
    readonly startedAt: number
    readonly revision: ServiceRevisionRecord
  } | null
  triggeredAlarms: readonly string[]
  /** Null under the strategy ROLLING. */
  readonly native: NativeProgress | null
  breaker: 'DISABLED' | 'MONITORING' | 'TRIGGERED' | 'MONITORING_COMPLETE'
}

export type ServiceRecord = {
  readonly arn: string
  readonly name: string
  readonly cluster: ClusterRecord
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE'
  desiredCount: number
  loadBalancers: readonly ServiceLoadBalancer[]
  configuration: DeploymentConfiguration
  readonly controller: DeploymentControllerType
  healthCheckGracePeriodSeconds: number
  networkConfiguration: NetworkConfiguration | undefined
  tags: Tag[]
  readonly createdAt: number
  /** PRIMARY first. */
  deployments: DeploymentRecord[]
  /** Newest first; the last 100. */
  readonly events: { readonly id: string; readonly at: number; readonly message: string }[]
  /** The last deployment that finished well: where a rollback goes. */
  lastCompleted: DeploymentRecord | null
  /** Newest first. */
  readonly serviceDeployments: ServiceDeploymentRecord[]
  readonly revisions: ServiceRevisionRecord[]
  steady: boolean
}
