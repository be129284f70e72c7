import type { ServiceState } from './observation.ts'
import { neverRolls } from './roll-limits.ts'
import { count, span, withoutFullStop } from './words.ts'

type Deployment = ServiceState['deployments'][number]

/** Whether ECS is replacing tasks now, by whomever it was started. */
export const isDeploying = (service: ServiceState): boolean =>
  service.deployments.length > 1 ||
  service.deployments.some(({ rolloutState }) => rolloutState === 'IN_PROGRESS')

/** A deployment that takes longer, beside what it waits on purpose, is no reason for a mix of tasks any more. */
const youngSeconds = 3600
/** So many of its tasks may fail by chance. */
const failuresByChance = 2

/** For so long ECS may still find an unhealthy task to stop, though its limits leave it none. */
const blockedSeconds = 300

/** How a deployment stands: none runs, it gets on, or it does not. */
export type Replacement =
  | { readonly state: 'steady' }
  | { readonly state: 'getting-on' }
  /** `problem` reads on after the deployment's name. */
  | { readonly state: 'stuck'; readonly deployment: Deployment; readonly problem: string }

/**
 * Whether the deployment that runs explains that tasks differ: only while it is young and its tasks start. ECS tries for
 * ever without a circuit breaker, so a deployment that has been failing for days looks like one that has just begun.
 */
export function replacement(service: ServiceState, now: string): Replacement {
  const deployment = service.deployments.find(({ status }) => status === 'PRIMARY') ?? service.deployments[0]
  if (!isDeploying(service) || deployment === undefined) return { state: 'steady' }
  const ageSeconds = (Date.parse(now) - Date.parse(deployment.createdAt)) / 1000
  const { failedTasks, running } = deployment
  const unfinished = deployment.rolloutState !== 'COMPLETED'
  if (unfinished && failedTasks > failuresByChance && failedTasks > running) {
    const runs = running === 0 ? 'none runs' : `${running} of ${deployment.desired} run`
    const problem = `has been failing for ${span(ageSeconds)}: ${count(failedTasks, 'task')} failed, ${runs}`
    return { state: 'stuck', deployment, problem }
  }
  const never = running < deployment.desired ? neverRolls(service) : null
  if (unfinished && never !== null && ageSeconds > blockedSeconds) {
    const problem = withoutFullStop(`cannot end: ECS may ${never.sentence}. ${never.remedy}`)
    return { state: 'stuck', deployment, problem }
  }
  if (ageSeconds > youngSeconds + (service.plannedWaitSeconds ?? 0)) {
    const failed = failedTasks === 0 ? '' : `, ${count(failedTasks, 'task')} failed`
    const problem = `has not ended for ${span(ageSeconds)}: ${running} of ${deployment.desired} tasks run${failed}`
    return { state: 'stuck', deployment, problem }
  }
  return { state: 'getting-on' }
}

/**
 * When the backend was deployed as it runs: the start of the deployment of this task definition, and without one of the
 * deployment that is now primary. A deployment that fails since has changed nothing.
 */
export function backendDeployedAt(service: ServiceState, taskDefinitionArn: string | null): string | null {
  const own = service.deployments.find((deployment) => deployment.taskDefinitionArn === taskDefinitionArn)
  return (own ?? service.deployments[0])?.createdAt ?? null
}
