import type { Environment } from '../../environment.ts'
import { beingDeleted, createAgain, isBeingDeleted } from '../being-deleted.ts'
import { rollbackRemedy } from '../choose-remedy.ts'
import { byTargetGroup } from '../target-groups.ts'
import type { Observation } from '../observation.ts'
import { isHealthy } from '../healthy.ts'
import { instructions } from '../remedies.ts'
import { need } from '../rule.ts'
import type { DriftRule } from '../rule.ts'

const checkPath = ({ backend }: Environment) =>
  instructions(
    'Check the path of the health check',
    `Open ${backend.url}${backend.healthPath}, and correct backend.healthPath or backend.url in the configuration if the backend has its health check elsewhere. Only if the path is right has this version lost it: roll back then.`,
  )

/** The load balancer answers by itself although each of the service's targets would: the request is led past them. */
function isLedPast(o: Observation): boolean {
  if (o.health.state !== 'read' || o.health.value.isLoadBalancers !== true) return false
  if (o.targets.state !== 'read' || o.targets.value.length === 0) return false
  const service = o.service.state === 'read' ? o.service.value : null
  return byTargetGroup(service, o.targets.value).every(
    ({ serving, healthy }) => healthy > 0 && healthy === serving.length,
  )
}

const lookAtRules = ({ backend }: Environment) =>
  instructions(
    'Look at the rules of the load balancer',
    `The version that runs is not the cause: all its targets are healthy. Find the listener rule that takes ${backend.url}${backend.healthPath}, in the order of priorities and beginning with the latest change: it must forward to the target group of this service, not to an empty one, nor answer by itself.`,
  )

/** The backend answers its health check with 2xx, as users reach it. */
export const health: DriftRule = {
  id: 'health',
  question: 'whether the backend is healthy',
  explainedByRelease: false,
  needs: (o) => [
    need(
      'the health check',
      o.health,
      ({ status, latencyMilliseconds }) => `${status} in ${Math.round(latencyMilliseconds)} ms`,
    ),
  ],
  whileScaledToZero: () => 'Health is not asked for while no task is meant to run.',
  find(o, environment) {
    const { healthPath } = environment.backend
    const expected = `2xx from ${healthPath}`
    const service = o.service.state === 'read' && isBeingDeleted(o.service.value) ? o.service.value : null
    // Where nothing is at the path, going back brings nothing there either, unless this version took it away.
    const isNowhere =
      o.health.state === 'absent' || (o.health.state === 'read' && o.health.value.status === 404)
    const remedy = service !== null ? createAgain : isNowhere ? checkPath(environment) : rollbackRemedy(o)
    const wrong = { status: 'fail', half: 'backend', expected, remedy } as const
    const why = service === null ? '' : ` ${beingDeleted(service)}`
    if (o.health.state === 'unreadable') return null
    if (o.health.state === 'absent') {
      return {
        ...wrong,
        observed: 'nothing',
        sentence: `Nothing answers the health check at ${healthPath}.${why}`,
      }
    }
    const { status, latencyMilliseconds } = o.health.value
    if (service === null && !isHealthy(o.health.value) && isLedPast(o)) {
      return {
        ...wrong,
        observed: `${status} of the load balancer itself`,
        sentence: `The load balancer itself answers the health check with ${status}, although all targets of the service are healthy: the request is led past them, and users get errors.`,
        remedy: lookAtRules(environment),
      }
    }
    const observed = `${status} in ${Math.round(latencyMilliseconds)} ms`
    if (o.health.value.isSitePage === true) {
      return {
        ...wrong,
        observed: "the frontend's page",
        sentence: `The frontend's page answers at ${healthPath} in the backend's place: the backend itself is not reached there.`,
        remedy: instructions(
          'Find out why',
          `Open ${environment.backend.url}${healthPath}: either backend.url leads to the site, or an error page of the edge hides that the backend does not answer.`,
        ),
      }
    }
    return isHealthy(o.health.value)
      ? { status: 'ok', expected, observed, sentence: `The backend is healthy: ${observed}.` }
      : {
          ...wrong,
          observed,
          sentence: isNowhere
            ? `The backend answers its health check with 404: nothing is at ${healthPath}.${why}`
            : `The backend answers its health check with ${status}: users get errors.${why}`,
        }
  },
}
