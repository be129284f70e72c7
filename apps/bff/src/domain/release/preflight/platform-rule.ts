import { fitsPlatform } from '../../artifact/platform.ts'
import { runningTasks } from '../../drift/common-digest.ts'
import type { Observation } from '../../drift/observation.ts'
import { touchesBackend, type PreflightRule } from './preflight-facts.ts'

/** What tasks get: as the definition that they will have says, else as those that run now have it; null when nothing says it. */
export function expectedPlatform(
  { taskDefinition, tasks }: Pick<Observation, 'taskDefinition' | 'tasks'>,
  planned: string | null,
): string | null {
  const declared = taskDefinition.state === 'read' ? (taskDefinition.value.platform ?? null) : null
  const platforms = tasks.state === 'read' ? runningTasks(tasks.value).map(({ platform }) => platform) : []
  // Instances of several kinds: where a new task lands is not known.
  const [had = null, ...others] = new Set(platforms)
  return planned ?? declared ?? (others.length === 0 ? had : null)
}

/** The image is made for what the tasks run on: ECS starts it all the same, and its program cannot be run. */
export const artifactPlatform: PreflightRule = {
  id: 'artifact-platform',
  overridable: true,
  find(facts) {
    const { registered, artifact, observation, taskPlatform } = facts
    if (!touchesBackend(facts) || !registered.ok) return null
    const { platforms } = registered.value
    if (platforms === null || platforms.length === 0)
      return { status: 'warn', sentence: `What ${artifact.version} is made for could not be told.` }
    const made = platforms.join(', ')
    const expected = expectedPlatform(observation, taskPlatform)
    if (expected === null)
      return new Set(platforms).size > 1
        ? { status: 'ok', observed: made, sentence: `${artifact.version} is made for ${made}.` }
        : {
            status: 'warn',
            observed: made,
            sentence: `${artifact.version} is made for ${made} only, and neither the task definition nor a task says what the tasks run on.`,
          }
    switch (fitsPlatform(platforms, expected)) {
      case 'yes':
        return {
          status: 'ok',
          expected,
          observed: made,
          sentence: `${artifact.version} is made for ${expected}, as the tasks need it.`,
        }
      case 'perhaps':
        return {
          status: 'warn',
          expected,
          observed: made,
          sentence: `${artifact.version} is made for ${made}, which only some processors of ${expected} run.`,
        }
      case 'no':
        return {
          status: 'fail',
          expected,
          observed: made,
          sentence: `${artifact.version} is made for ${made} only, and the tasks run on ${expected}: none of it would start. Build the image for ${expected}, or change the runtimePlatform of the task definition.`,
        }
    }
  },
}
