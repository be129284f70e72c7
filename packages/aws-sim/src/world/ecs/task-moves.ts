import type { Clock } from '../clock.ts'
import type { Pace } from '../world.ts'
import { type Say, taskList } from './events.ts'
import { targetsOf } from './health.ts'
import type { DeploymentRecord, ServiceRecord, TaskRecord } from './model.ts'
import type { Tasks } from './tasks.ts'

export type TaskMovesDeps = {
  readonly clock: Clock
  readonly pace: Pace
  readonly tasks: Tasks
  readonly say: Say
  readonly reconcile: (service: ServiceRecord) => void
}

/** Starting and stopping tasks of a service as its scheduler does: with events, and ever slower where they fail. */
export type TaskMoves = {
  launch(service: ServiceRecord, deployment: DeploymentRecord, count: number): void
  retire(service: ServiceRecord, stops: readonly TaskRecord[]): void
}

const launchesBeforeBackoff = 10
const longestBackoff = 900_000

export const createTaskMoves = ({ clock, pace, tasks, say, reconcile }: TaskMovesDeps): TaskMoves => ({
  launch(service, deployment, count) {
    if (count <= 0 || clock.now() < deployment.launchNotBefore) return
    if (deployment.failedTasks >= launchesBeforeBackoff) {
      const delay = Math.min(
        longestBackoff,
        pace.taskStart * 2 ** (deployment.failedTasks - launchesBeforeBackoff),
      )
      deployment.launchNotBefore = clock.now() + delay
      clock.after(delay, () => reconcile(service))
      say(
        service,
        'is unable to consistently start tasks successfully. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
      )
    }
    const started = Array.from({ length: count }, () => tasks.launch(service, deployment))
    service.steady = false
    say(service, `has started ${count} tasks: ${taskList(started)}.`)
  },

  retire(service, stops) {
    if (stops.length === 0) return
    service.steady = false
    const drained = stops.filter((task) => task.lastStatus === 'RUNNING' && targetsOf(task).length > 0)
    if (drained.length > 0) say(service, `has begun draining connections on ${drained.length} tasks.`)
    const groups = drained.flatMap((task) => targetsOf(task).map((target) => target.targetGroupArn))
    for (const group of new Set(groups)) {
      const count = groups.filter((one) => one === group).length
      say(service, `deregistered ${count} targets in (target-group ${group})`)
    }
    say(service, `has stopped ${stops.length} running tasks: ${taskList(stops)}.`)
    for (const task of stops)
      tasks.stop(
        task,
        'ServiceSchedulerInitiated',
        `Scaling activity initiated by (deployment ${task.deployment.id})`,
      )
  },
})
