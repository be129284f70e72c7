import type { ServiceState, TargetState } from '../domain/drift/observation.ts'
import type { NewLogEntry } from './ports.ts'
import type { StepContext } from './step-context.ts'

type Line = Omit<NewLogEntry, 'step'>

/** Logs what ECS reports: its events since the release began, and why tasks of the new version ended. */
export async function logServiceLife(
  context: StepContext,
  service: ServiceState,
  taskDefinitionArn: string,
): Promise<void> {
  const { serviceBefore } = context.facts
  const events = service.events
    // What was there before is old whatever the clocks say; without an update of ours there is only the time to go by.
    .filter(({ id, at }) =>
      serviceBefore === null ? at >= context.work.release.createdAt : !serviceBefore.eventIds.includes(id),
    )
    .toReversed()
    .map((event): Line => ({
      source: 'ecs-event',
      level: /unable|fail|unhealthy|rolling back/i.test(event.message) ? 'warning' : 'info',
      message: event.message,
      at: event.at,
      onceKey: `ecs:${event.id}`,
    }))
  await context.log(events)
  const failed = service.deployments.some(
    (deployment) => deployment.taskDefinitionArn === taskDefinitionArn && deployment.failedTasks > 0,
  )
  // Tasks that a health check ends are not counted as failed ones; the events tell of them. Most tasks that stop are the
  // old ones, as they should: which ones ended is looked up, and only those of the new version are news.
  if (!failed && !events.some(({ message }) => /unhealthy|has stopped/i.test(message))) return
  const stopped = await context.ports.deployer.stoppedTasks(context.environment)
  // Only a help for people: that it could not be read changes nothing.
  if (!stopped.ok) return
  const own = stopped.value.filter((task) => task.taskDefinitionArn === taskDefinitionArn)
  const lines = own.map((task): Line => ({
    source: 'task-stopped',
    level: 'error',
    message: `Task ${task.arn.slice(task.arn.lastIndexOf('/') + 1)} stopped: ${task.reason}`,
    onceKey: `task:${task.arn}`,
    ...(task.stoppedAt === null ? {} : { at: task.stoppedAt }),
  }))
  await context.log(lines)
  await context.tail.lastWords(own)
}

/** Logs each state that a target goes through. */
export async function logTargets(context: StepContext, targets: readonly TargetState[]): Promise<void> {
  await context.log(
    targets.map((target): Line => ({
      source: 'target-health',
      level: target.state === 'unhealthy' ? 'warning' : 'info',
      message: `Target ${target.id}:${target.port} is ${target.state}${
        target.reason === null ? '' : ` (${target.reason})`
      }.`,
      onceKey: `target:${target.id}:${target.port}:${target.state}`,
    })),
  )
}
