import type { ServiceState, TargetState } from '../drift/observation.ts'

/** Of one place where a service registers its tasks: how many serve, and how many should and do not. */
export type ServingTargets = { readonly healthy: number; readonly sick: number }

/**
 * Each target group is judged by itself: another one's healthy targets do not serve its requests. Two between which ECS
 * shifts the traffic are one place, as a task is in the one or the other. Targets that drain count for nothing.
 */
export const countServing = (
  { targetGroups }: Pick<ServiceState, 'targetGroups'>,
  targets: readonly TargetState[],
): ServingTargets[] =>
  targetGroups.map((arns) => {
    const own = targets.filter(
      ({ targetGroupArn, state }) => arns.includes(targetGroupArn) && state !== 'draining',
    )
    const healthy = own.filter(({ state }) => state === 'healthy').length
    return { healthy, sick: own.length - healthy }
  })
