import type { ServiceState, TargetState } from './observation.ts'

/** The targets of one target group of a service, or of the pair between which ECS shifts its tasks. */
export type TargetGroupState = {
  /** `tg-blue`, `tg-blue and tg-green`. */
  readonly name: string
  /** Draining ones finish what they have and get nothing new: they are on their way out, not ill. */
  readonly serving: readonly TargetState[]
  readonly healthy: number
}

/** The name in `arn:…:targetgroup/name/id`. */
const nameOf = (arn: string): string => arn.split('/')[1] ?? arn

/**
 * The targets group by group: a service with two groups is reached by two ways, and each has to lead to healthy tasks.
 * Without the service, the groups that have targets.
 */
export function byTargetGroup(
  service: Pick<ServiceState, 'targetGroups'> | null,
  targets: readonly TargetState[],
): TargetGroupState[] {
  const groups =
    service?.targetGroups ??
    [...new Set(targets.map(({ targetGroupArn }) => targetGroupArn))].map((arn) => [arn])
  return groups.map((arns) => {
    const own = targets.filter(({ targetGroupArn }) => arns.includes(targetGroupArn))
    const serving = own.filter(({ state }) => state !== 'draining')
    return {
      name: arns.map(nameOf).join(' and '),
      serving,
      healthy: serving.filter(({ state }) => state === 'healthy').length,
    }
  })
}
