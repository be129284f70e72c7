import type { ServiceState } from '../drift/observation.ts'
import { neverRolls } from '../drift/roll-limits.ts'
import { deploymentSince, type ServiceBefore } from './service-before.ts'

export type Overtaken = 'rolled-back' | 'replaced' | 'gone'

export type DeploymentVerdict = {
  /**
   * `draining`: all that is left of the old tasks is that they finish their requests. `failed`: ECS gave the deployment up
   * and left the service on it; `rolled-back`: ECS put back what ran before; `replaced`: somebody else told the service to
   * run something else; `gone`: something else took its place, and whose doing it was does not show here.
   */
  readonly state: 'pending' | 'started' | 'draining' | 'steady' | 'failed' | Overtaken
  /** What ECS says now, in a sentence. */
  readonly sentence: string
  readonly running: number
  readonly desired: number
}

export type DeploymentAsked = {
  readonly taskDefinitionArn: string
  /** What was there before the release asked for a deployment; null when it asked for none. */
  readonly before: Pick<ServiceBefore, 'deploymentIds'> | null
  /** Until then, an answer that does not know the deployment may simply be older than it. */
  readonly settled: boolean
}

type Deployment = ServiceState['deployments'][number]

/**
 * How far the service is with the release's task definition. ECS gives up by itself in ways that must not pass as
 * success: the deployment fails, or another one takes its place.
 */
export function judgeDeployment(service: ServiceState, asked: DeploymentAsked): DeploymentVerdict {
  const { taskDefinitionArn: arn, before, settled } = asked
  const ours =
    before === null
      ? (service.deployments.find(({ taskDefinitionArn }) => taskDefinitionArn === arn) ?? null)
      : deploymentSince(service, arn, before)
  const primary = service.deployments.find(({ status }) => status === 'PRIMARY')
  const replaced = primary !== undefined && primary.taskDefinitionArn !== arn
  if (ours?.rolloutState === 'FAILED') return gaveUp(service, ours, replaced)
  // Neither there before nor ours: certainly begun after the release asked.
  const isNewer = replaced && before !== null && !before.deploymentIds.includes(primary.id)
  if (replaced && (ours !== null || isNewer || settled))
    return overtaken(
      overtakenBy(service, before === null || isNewer),
      `The service now deploys ${nameOf(primary.taskDefinitionArn)} instead of ${nameOf(arn)}${
        primary.rolloutReason === null ? '' : `: ${primary.rolloutReason}`
      }`,
      ours,
    )
  if (ours === null)
    return { state: 'pending', sentence: 'ECS does not show the deployment yet.', running: 0, desired: 0 }
  return progress(service, ours)
}

function progress(service: ServiceState, ours: Deployment): DeploymentVerdict {
  const { running, desired, failedTasks } = ours
  const counts = { running, desired }
  const others = service.deployments.filter((deployment) => deployment !== ours)
  const enough = running >= desired
  if (ours.rolloutState === 'COMPLETED' && others.length === 0 && enough)
    return {
      ...counts,
      state: 'steady',
      sentence:
        desired === 0
          ? 'The service is scaled to zero: ECS has taken the version over, and no task runs.'
          : `Steady: ${running} of ${desired} tasks run.`,
    }
  const onlyDraining = others.every((other) => other.desired === 0 && other.running === 0)
  if (enough && desired > 0 && onlyDraining && ours.status === 'PRIMARY')
    return {
      ...counts,
      state: 'draining',
      sentence: `${running} of ${desired} new tasks run; the old ones finish the requests that they have.`,
    }
  const failures = failedTasks > 0 ? `; ${failedTasks} failed to start` : ''
  const never = others.length > 0 && !enough ? neverRolls(service) : null
  const draining = others.length > 0 && never === null ? '; the old tasks are still being replaced' : ''
  const blocked = never === null ? '' : ` ECS may ${never.sentence}. ${never.remedy}`
  const sentence = `${running} of ${desired} new tasks run${failures}${draining}.${blocked}`
  return { ...counts, state: running > 0 || desired === 0 ? 'started' : 'pending', sentence }
}

function gaveUp(service: ServiceState, ours: Deployment, replaced: boolean): DeploymentVerdict {
  const reason = ours.rolloutReason ?? 'ECS says that the deployment failed.'
  if (replaced) return overtaken('rolled-back', reason, ours)
  const { running, desired } = ours
  // ECS says first that it gave up, and then that it goes back, where there is something to go back to.
  if (service.goesBack && service.deployments.length > 1)
    return { state: 'pending', sentence: `${reason} ECS goes back by itself.`, running, desired }
  return { state: 'failed', sentence: reason, running, desired }
}

/**
 * Only somebody's word begins a deployment, save where ECS goes back by itself. believed: a deployment of before that is
 * primary once more was put back by ECS, as a blue/green one is (not looked up).
 */
const overtakenBy = ({ goesBack }: ServiceState, isNew: boolean): Overtaken =>
  isNew ? (goesBack ? 'gone' : 'replaced') : 'rolled-back'

const overtaken = (
  state: Overtaken,
  reason: string,
  deployment: Pick<Deployment, 'running' | 'desired'> | null,
): DeploymentVerdict => ({
  state,
  sentence: reason,
  running: deployment?.running ?? 0,
  desired: deployment?.desired ?? 0,
})

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1)
