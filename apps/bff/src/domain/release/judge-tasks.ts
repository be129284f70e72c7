import { count, shortDigest, shortTaskDefinition } from '../drift/words.ts'
import type { TaskState } from '../drift/observation.ts'

export type TasksVerdict = {
  /** `pending`: not all of it is known yet. */
  readonly state: 'uniform' | 'mixed' | 'pending'
  readonly sentence: string
}

/**
 * Whether all running tasks run one image of the release's task definition (R5). ECS calls a service steady by
 * counting tasks; only their digests say what they run.
 */
export function judgeTasks(
  tasks: readonly TaskState[],
  taskDefinitionArn: string,
  desired: number,
): TasksVerdict {
  const running = tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING')
  if (running.length < desired)
    return { state: 'pending', sentence: `${running.length} of ${desired} tasks are listed as running.` }
  const strangers = running.filter((task) => task.taskDefinitionArn !== taskDefinitionArn)
  if (strangers.length > 0) {
    const others = new Set(strangers.map((task) => shortTaskDefinition(task.taskDefinitionArn)))
    return {
      state: 'mixed',
      sentence: `${count(strangers.length, 'task')} still of ${[...others].join(', ')}.`,
    }
  }
  const unresolved = running.filter(({ imageDigest }) => imageDigest === null).length
  if (unresolved > 0)
    return {
      state: 'pending',
      sentence: `ECS does not say yet which image ${count(unresolved, 'task')} run.`,
    }
  const digests = new Set(running.map(({ imageDigest }) => shortDigest(imageDigest ?? '')))
  if (digests.size > 1)
    return { state: 'mixed', sentence: `The tasks run different images: ${[...digests].join(', ')}.` }
  if (running.length === 0) return { state: 'uniform', sentence: 'The service is scaled to zero.' }
  const all = running.length === 1 ? 'The only task runs' : `All ${running.length} tasks run`
  return { state: 'uniform', sentence: `${all} ${[...digests].join('')}.` }
}
