import { misconfigured } from '../../drift/where-from.ts'
import { touchesBackend, type PreflightRule } from './preflight-facts.ts'

/**
 * The service is the one of this application: its task definition has the container, and runs an image of the repository.
 * Another application's image may be what the release is to repair, so that one can be overridden.
 */
export const serviceImage: PreflightRule = {
  id: 'service-image',
  overridable: true,
  find(facts) {
    const { observation, environment } = facts
    const { taskDefinition } = observation
    if (!touchesBackend(facts) || taskDefinition.state === 'absent') return null
    const { container, repository } = environment.backend
    const found = misconfigured(observation, environment)
    if (found !== null)
      return {
        status: 'fail',
        expected: found.expected ?? null,
        observed: found.observed ?? null,
        sentence: found.sentence,
        overridable: taskDefinition.state !== 'read' || taskDefinition.value.image !== null,
      }
    if (taskDefinition.state === 'unreadable')
      return {
        status: 'unknown',
        sentence: `Which image the service runs could not be told: ${taskDefinition.problem.title}`,
        problem: taskDefinition.problem,
      }
    return { status: 'ok', sentence: `The container ${container} runs an image of ${repository}.` }
  },
}
