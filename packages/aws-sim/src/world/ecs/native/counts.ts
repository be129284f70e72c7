import type { DeploymentRecord, ServiceRecord, TaskRecord } from '../model.ts'
import type { NativeProgress } from './types.ts'

/** How many tasks of a deployment are meant to run. */
export const activeTasks = (
  tasks: readonly TaskRecord[],
  deployment: DeploymentRecord,
): readonly TaskRecord[] =>
  tasks.filter((task) => task.deployment === deployment && task.desiredStatus === 'RUNNING')

const reached = ({ steps, index }: NativeProgress, stage: string): boolean =>
  index >= steps.findIndex((step) => step.stage === stage)

/**
 * How many tasks each deployment should have: new and source revision the full count each, from SCALE_UP to CLEAN_UP.
 * What else is active keeps what it has until its traffic is gone, and then nothing.
 */
export const wantedTasks = (
  { desiredCount }: Pick<ServiceRecord, 'desiredCount'>,
  primary: DeploymentRecord,
  progress: NativeProgress,
  deployment: DeploymentRecord,
  active: number,
): number => {
  // Once failed it starts nothing more, as a rolling deployment.
  const mostly = deployment === primary && primary.rolloutState === 'FAILED' ? active : desiredCount
  const full = Math.min(desiredCount, mostly)
  const isSource = deployment.revision === progress.base
  switch (progress.mode) {
    case 'ended':
      return deployment === primary ? full : 0
    case 'returning':
      return isSource ? full : progress.returned ? 0 : active
    case 'forward':
      if (isSource) return reached(progress, 'CLEAN_UP') ? 0 : full
      if (deployment !== primary) return progress.returned ? 0 : active
      return reached(progress, 'SCALE_UP') ? full : 0
  }
}

const gone: readonly string[] = ['STOPPING', 'DEPROVISIONING', 'STOPPED']

/** Whether no task outside `kept` serves or drains any more. */
export const othersGone = (tasks: readonly TaskRecord[], kept: readonly DeploymentRecord[]): boolean =>
  tasks.every((task) => kept.includes(task.deployment) || gone.includes(task.lastStatus))

/** Whether a deployment has the full count, and every task of it serves. */
export const isWhole = (
  { desiredCount }: Pick<ServiceRecord, 'desiredCount'>,
  tasks: readonly TaskRecord[],
  deployment: DeploymentRecord,
  serving: (task: TaskRecord) => boolean,
): boolean => {
  const own = activeTasks(tasks, deployment)
  return own.length === desiredCount && own.every(serving)
}
