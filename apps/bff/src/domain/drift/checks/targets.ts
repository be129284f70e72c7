import { needService, needTargets } from '../needs.ts'
import type { TargetState } from '../observation.ts'
import { rollbackRemedy } from '../choose-remedy.ts'
import type { DriftRule } from '../rule.ts'
import { count } from '../words.ts'

/** Every task that should serve is a healthy target of the load balancer. */
export const targets: DriftRule = {
  id: 'targets',
  question: 'whether the load balancer has healthy targets',
  explainedByRelease: false,
  needs: (o) => [needTargets(o), needService(o)],
  whileScaledToZero: () => 'No target is needed while no task is meant to run.',
  find(o) {
    const desired = o.service.state === 'read' ? o.service.value.desired : null
    const expected = desired === null ? 'all healthy' : `${desired} healthy`
    if (o.targets.state === 'unreadable') return null
    const all: readonly TargetState[] = o.targets.state === 'read' ? o.targets.value : []
    // Draining targets finish what they have and get nothing new: they are on their way out, not ill.
    const serving = all.filter(({ state }) => state !== 'draining')
    const healthy = serving.filter(({ state }) => state === 'healthy').length
    const observed = `${healthy} of ${serving.length} healthy`
    if (healthy === 0) {
      const sentence =
        serving.length === 0
          ? 'The load balancer has no targets: nobody reaches the backend.'
          : `None of the ${count(serving.length, 'target')} is healthy${reasons(serving)}.`
      return { status: 'fail', half: 'backend', expected, observed, sentence, remedy: rollbackRemedy(o) }
    }
    if (healthy < serving.length) {
      const sentence = `${serving.length - healthy} of ${count(serving.length, 'target')} not healthy${reasons(serving)}; the others serve.`
      return { status: 'warn', half: 'backend', expected, observed, sentence }
    }
    if (desired === null) return null
    if (healthy < desired) {
      const sentence = `Only ${count(healthy, 'healthy target')}, ${desired} should serve.`
      return { status: 'warn', half: 'backend', expected, observed, sentence }
    }
    const sentence = healthy === 1 ? 'The only target is healthy.' : `All ${healthy} targets are healthy.`
    return { status: 'ok', expected, observed, sentence }
  },
}

function reasons(serving: readonly TargetState[]): string {
  const known = new Set(
    serving.flatMap(({ state, reason }) =>
      state === 'healthy' ? [] : [reason === null ? state : `${state}, ${reason}`],
    ),
  )
  return known.size === 0 ? '' : ` (${[...known].join('; ')})`
}
