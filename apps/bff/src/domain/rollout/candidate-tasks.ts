import { count } from '../drift/words.ts'

/** How many tasks the main service is meant to run, and how many the candidate runs. `unreadable`: ECS did not say. */
export type CandidateTasks = { readonly main: number; readonly running: number } | 'unreadable'

/**
 * Why the candidate gets no more traffic for now: fewer tasks than main has would take more requests than they were
 * measured with. Null when there are enough, or where the candidate has no service of its own.
 */
export function tooFewTasks(tasks: CandidateTasks | undefined): string | null {
  if (tasks === undefined) return null
  if (tasks === 'unreadable')
    return 'Could not read how many tasks the candidate runs: it gets no more traffic until ECS says so.'
  const { main, running } = tasks
  return running >= main
    ? null
    : `The candidate runs ${count(running, 'task')}, and the main service is meant to run ${main}: it gets no more traffic until it has as many.`
}
