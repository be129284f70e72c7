import { z } from 'zod'
import type { ServiceState } from '../../domain/drift/observation.ts'

const Deployment = z.object({
  id: z.string(),
  status: z.string(),
  taskDefinition: z.string(),
  rolloutState: z.string().optional(),
  rolloutStateReason: z.string().optional(),
  desiredCount: z.number(),
  runningCount: z.number(),
  failedTasks: z.number().default(0),
  createdAt: z.date(),
  updatedAt: z.date(),
})

/** How another controller than ECS's own keeps what runs: CODE_DEPLOY its deployments, EXTERNAL whatever somebody made. */
const TaskSet = z.object({
  id: z.string(),
  status: z.string(),
  taskDefinition: z.string(),
  computedDesiredCount: z.number().default(0),
  runningCount: z.number().default(0),
  createdAt: z.date(),
  updatedAt: z.date(),
  stabilityStatus: z.string().optional(),
})

/** Only what is read of a service. */
export const ServiceReply = z.object({
  serviceArn: z.string(),
  serviceName: z.string(),
  status: z.string(),
  // A service of the controller EXTERNAL has none of its own; its task sets do.
  taskDefinition: z.string().optional(),
  desiredCount: z.number(),
  runningCount: z.number(),
  pendingCount: z.number(),
  createdAt: z.date().optional(),
  deploymentController: z.object({ type: z.string() }).optional(),
  deploymentConfiguration: z
    .object({
      deploymentCircuitBreaker: z.object({ enable: z.boolean(), rollback: z.boolean() }).optional(),
      alarms: z.object({ enable: z.boolean(), rollback: z.boolean() }).optional(),
      strategy: z.string().default('ROLLING'),
      minimumHealthyPercent: z.number().optional(),
      maximumPercent: z.number().optional(),
      bakeTimeInMinutes: z.number().default(0),
      canaryConfiguration: z.object({ canaryBakeTimeInMinutes: z.number().default(0) }).optional(),
      linearConfiguration: z
        .object({ stepPercent: z.number().default(10), stepBakeTimeInMinutes: z.number().default(0) })
        .optional(),
      lifecycleHooks: z
        .array(
          z.object({
            timeoutConfiguration: z.object({ timeoutInMinutes: z.number().default(0) }).optional(),
          }),
        )
        .default([]),
    })
    .optional(),
  taskSets: z.array(TaskSet).default([]),
  deployments: z.array(Deployment).default([]),
  events: z.array(z.object({ id: z.string(), createdAt: z.date(), message: z.string() })).default([]),
  loadBalancers: z
    .array(
      z.object({
        targetGroupArn: z.string().optional(),
        // Of a service that ECS shifts: its tasks are in the one or the other.
        advancedConfiguration: z.object({ alternateTargetGroupArn: z.string().optional() }).optional(),
      }),
    )
    .default([]),
})

/** The newest events are enough to say what happens now; AWS keeps 100. */
const keptEvents = 30

export function toServiceState(service: z.infer<typeof ServiceReply>): ServiceState {
  const deployments = [...service.deployments.map(ofDeployment), ...service.taskSets.map(ofTaskSet)].toSorted(
    (a, b) => Number(b.status === 'PRIMARY') - Number(a.status === 'PRIMARY'),
  )
  const { deploymentCircuitBreaker: breaker, alarms } = service.deploymentConfiguration ?? {}
  return {
    serviceArn: service.serviceArn,
    status: service.status,
    controller: service.deploymentController?.type ?? 'ECS',
    taskDefinitionArn: service.taskDefinition ?? deployments[0]?.taskDefinitionArn ?? null,
    desired: service.desiredCount,
    running: service.runningCount,
    pending: service.pendingCount,
    createdAt: service.createdAt?.toISOString() ?? null,
    deployments,
    events: service.events
      .toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime())
      .slice(0, keptEvents)
      .map((event) => ({ id: event.id, at: event.createdAt.toISOString(), message: event.message })),
    targetGroupArns: service.loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) =>
      [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn].filter((arn) => arn !== undefined),
    ),
    targetGroups: service.loadBalancers
      .map(({ targetGroupArn, advancedConfiguration }) =>
        [targetGroupArn, advancedConfiguration?.alternateTargetGroupArn].filter((arn) => arn !== undefined),
      )
      .filter((arns) => arns.length > 0),
    plannedWaitSeconds: plannedWait(service),
    ...rollLimits(service),
    goesBack: (breaker?.enable === true && breaker.rollback) || (alarms?.enable === true && alarms.rollback),
  }
}

/** How long a deployment may wait on purpose: it bakes, goes in steps, or pauses at its hooks. */
function plannedWait({ deploymentConfiguration: set }: z.infer<typeof ServiceReply>): number {
  if (set === undefined) return 0
  const { canaryConfiguration: canary, linearConfiguration: linear } = set
  const steps = linear === undefined ? 0 : Math.ceil(100 / Math.max(linear.stepPercent, 1))
  const minutes =
    set.bakeTimeInMinutes +
    (canary?.canaryBakeTimeInMinutes ?? 0) +
    steps * (linear?.stepBakeTimeInMinutes ?? 0) +
    set.lifecycleHooks.reduce((sum, hook) => sum + (hook.timeoutConfiguration?.timeoutInMinutes ?? 0), 0)
  return minutes * 60
}

/** The other strategies start all new tasks beside the old ones, whatever the percentages say. */
function rollLimits({
  deploymentController,
  deploymentConfiguration: set,
}: z.infer<typeof ServiceReply>): Pick<ServiceState, 'rolls'> {
  const { strategy, minimumHealthyPercent, maximumPercent } = set ?? {}
  return (deploymentController?.type ?? 'ECS') === 'ECS' &&
    strategy === 'ROLLING' &&
    minimumHealthyPercent !== undefined &&
    maximumPercent !== undefined
    ? { rolls: { minimumHealthyPercent, maximumPercent } }
    : {}
}

type DeploymentState = ServiceState['deployments'][number]

const ofDeployment = (deployment: z.infer<typeof Deployment>): DeploymentState => ({
  id: deployment.id,
  status: deployment.status,
  taskDefinitionArn: deployment.taskDefinition,
  rolloutState: deployment.rolloutState ?? null,
  rolloutReason: deployment.rolloutStateReason ?? null,
  desired: deployment.desiredCount,
  running: deployment.runningCount,
  failedTasks: deployment.failedTasks,
  createdAt: deployment.createdAt.toISOString(),
  updatedAt: deployment.updatedAt.toISOString(),
})

const ofTaskSet = (set: z.infer<typeof TaskSet>): DeploymentState => ({
  id: set.id,
  status: set.status,
  taskDefinitionArn: set.taskDefinition,
  rolloutState: set.stabilityStatus === 'STABILIZING' ? 'IN_PROGRESS' : 'COMPLETED',
  rolloutReason: null,
  desired: set.computedDesiredCount,
  running: set.runningCount,
  failedTasks: 0,
  createdAt: set.createdAt.toISOString(),
  updatedAt: set.updatedAt.toISOString(),
})
