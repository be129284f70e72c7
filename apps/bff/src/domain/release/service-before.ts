import type { ServiceState } from '../drift/observation.ts'

/**
 * What a service showed right before a release told it anything. What is not in it came after, whatever the clocks of
 * Lockstep and AWS say.
 */
export type ServiceBefore = {
  readonly deploymentIds: readonly string[]
  readonly eventIds: readonly string[]
}

export const serviceBefore = ({
  deployments,
  events,
}: Pick<ServiceState, 'deployments' | 'events'>): ServiceBefore => ({
  deploymentIds: deployments.map(({ id }) => id),
  eventIds: events.map(({ id }) => id),
})

type Deployment = ServiceState['deployments'][number]

/** The deployment of `arn` that began since; null when there is none. */
export const deploymentSince = (
  { deployments }: Pick<ServiceState, 'deployments'>,
  arn: string,
  before: Pick<ServiceBefore, 'deploymentIds'>,
): Deployment | null =>
  deployments.find(
    ({ id, taskDefinitionArn }) => taskDefinitionArn === arn && !before.deploymentIds.includes(id),
  ) ?? null

/**
 * Whether the service runs `arn` so that nothing is left to ask for. Where ECS gave its deployment up, or its tasks keep
 * failing, asking for the same once more would change nothing: it takes a new deployment.
 */
export const runsWell = ({ taskDefinitionArn, deployments }: ServiceState, arn: string): boolean => {
  const primary = deployments.find(({ status }) => status === 'PRIMARY')
  return (
    taskDefinitionArn === arn &&
    primary !== undefined &&
    primary.taskDefinitionArn === arn &&
    primary.rolloutState !== 'FAILED' &&
    primary.failedTasks === 0
  )
}
