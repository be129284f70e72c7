import type { ServiceState } from '../drift/observation.ts'

export type DeploymentVerdict = {
  readonly state: 'pending' | 'started' | 'steady' | 'rolled-back'
  /** What ECS says now, in a sentence. */
  readonly sentence: string
  readonly running: number
  readonly desired: number
}

/**
 * How far the service is with the release's task definition. ECS goes back by itself in two ways that must not pass
 * as success: the deployment fails, or another one takes its place. Until `settled`, an answer that does not know the
 * deployment may simply be older than it.
 */
export function judgeDeployment(
  service: ServiceState,
  taskDefinitionArn: string,
  settled: boolean,
): DeploymentVerdict {
  const ours = service.deployments.find((deployment) => deployment.taskDefinitionArn === taskDefinitionArn)
  const primary = service.deployments.find((deployment) => deployment.status === 'PRIMARY')
  if (ours?.rolloutState === 'FAILED')
    return gone(ours.rolloutReason ?? 'ECS says that the deployment failed.', ours)
  const replaced = primary !== undefined && primary.taskDefinitionArn !== taskDefinitionArn
  if (replaced && (ours !== undefined || settled))
    return gone(
      `The service now deploys ${nameOf(primary.taskDefinitionArn)} instead of ${nameOf(taskDefinitionArn)}${
        primary.rolloutReason === null ? '' : `: ${primary.rolloutReason}`
      }`,
      ours ?? null,
    )
  if (ours === undefined)
    return { state: 'pending', sentence: 'ECS does not show the deployment yet.', running: 0, desired: 0 }
  const { running, desired, failedTasks } = ours
  const failures = failedTasks > 0 ? `; ${failedTasks} failed to start` : ''
  const counts = { running, desired }
  if (ours.rolloutState === 'COMPLETED' && service.deployments.length === 1 && running >= desired)
    return { ...counts, state: 'steady', sentence: `Steady: ${running} of ${desired} tasks run.` }
  const others = service.deployments.length - 1
  const draining = others > 0 ? '; the old tasks are still being replaced' : ''
  const sentence = `${running} of ${desired} new tasks run${failures}${draining}.`
  return { ...counts, state: running > 0 || desired === 0 ? 'started' : 'pending', sentence }
}

const gone = (
  reason: string,
  deployment: { running: number; desired: number } | null,
): DeploymentVerdict => ({
  state: 'rolled-back',
  sentence: reason,
  running: deployment?.running ?? 0,
  desired: deployment?.desired ?? 0,
})

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
