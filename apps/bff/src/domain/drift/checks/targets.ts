import { rollbackRemedy } from '../choose-remedy.ts'
import { foundBeingDeleted, isBeingDeleted } from '../being-deleted.ts'
import { needForwarding, sharedWithOthers } from '../forwarding.ts'
import { correctConfiguration, noService } from '../nowhere.ts'
import { needService, needTargets } from '../needs.ts'
import type { Observation, TargetState } from '../observation.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { byTargetGroup, type TargetGroupState } from '../target-groups.ts'
import { count } from '../words.ts'

/** Every task that should serve is a healthy target, in each target group of the service. */
export const targets: DriftRule = {
  id: 'targets',
  question: 'whether the load balancer has healthy targets',
  explainedByRelease: false,
  needs: (o) => [needTargets(o), needService(o), ...needForwarding(o)],
  whileScaledToZero: () => 'No target is needed while no task is meant to run.',
  find(o, environment) {
    if (o.service.state === 'absent')
      return {
        status: 'unknown',
        sentence: `Could not tell whether the load balancer has healthy targets: ${noService(o, environment)}`,
        remedy: correctConfiguration,
      }
    if (o.targets.state === 'unreadable') return null
    const service = o.service.state === 'read' ? o.service.value : null
    if (service !== null && isBeingDeleted(service)) return foundBeingDeleted(service)
    const groups = byTargetGroup(service, o.targets.state === 'read' ? o.targets.value : [])
    if (service === null && groups.length === 0) return null
    if (groups.length === 0) return service?.controller === 'EXTERNAL' ? inTaskSets : noTargetGroup
    const shared = sharedWithOthers(o, environment)
    const found = groups.flatMap((group) => {
      const one = judge(o, group, groups.length > 1 ? ` of ${group.name}` : '')
      return one === null ? [] : [one]
    })
    const worst =
      found.find(({ status }) => status === 'fail') ?? found.find(({ status }) => status === 'warn')
    if (worst?.status !== 'fail' && shared !== null) return shared
    if (worst !== undefined || found.length < groups.length) return worst ?? null
    if (groups.length === 1) return found[0] ?? null
    return {
      status: 'ok',
      expected: found[0]?.expected ?? null,
      observed: groups.map(({ name, healthy }) => `${name}: ${healthy} healthy`).join(', '),
      sentence: `All targets of the ${groups.length} target groups are healthy.`,
    }
  },
}

/** Reached by other ways, such as service discovery or an API gateway: whether it serves is for the health check to say. */
const noTargetGroup: Finding = {
  status: 'ok',
  expected: null,
  observed: 'no target group',
  sentence:
    'The service is attached to no load balancer, so there are no targets to count: its health check speaks for it.',
}

const inTaskSets: Finding = {
  status: 'unknown',
  observed: 'no target group of the service itself',
  sentence:
    'Could not tell whether the load balancer has healthy targets: an external controller deploys this service, and its target groups stand in task sets, which Lockstep does not read.',
}

/** One target group; `whose` names it where there are several. */
function judge(o: Observation, { serving, healthy }: TargetGroupState, whose: string): Finding | null {
  const desired = o.service.state === 'read' ? o.service.value.desired : null
  const expected = desired === null ? 'all healthy' : `${desired} healthy${whose}`
  const observed = `${healthy} of ${serving.length} healthy${whose}`
  if (healthy === 0) {
    const sentence =
      serving.length > 0
        ? `None of the ${count(serving.length, 'target')}${whose} is healthy${reasons(serving)}.`
        : whose === ''
          ? 'The load balancer has no targets: nobody reaches the backend.'
          : `There are no targets${whose}: nobody reaches the backend that way.`
    return { status: 'fail', half: 'backend', expected, observed, sentence, remedy: rollbackRemedy(o) }
  }
  if (healthy < serving.length) {
    const sentence = `${serving.length - healthy} of ${count(serving.length, 'target')}${whose} not healthy${reasons(serving)}; the others serve.`
    return { status: 'warn', half: 'backend', expected, observed, sentence }
  }
  if (desired === null) return null
  if (healthy < desired) {
    const sentence = `Only ${count(healthy, 'healthy target')}${whose}, ${desired} should serve.`
    return { status: 'warn', half: 'backend', expected, observed, sentence }
  }
  const sentence = healthy === 1 ? 'The only target is healthy.' : `All ${healthy} targets are healthy.`
  return { status: 'ok', expected, observed, sentence }
}

function reasons(serving: readonly TargetState[]): string {
  const known = new Set(
    serving.flatMap(({ state, reason }) =>
      state === 'healthy' ? [] : [reason === null ? state : `${state}, ${reason}`],
    ),
  )
  return known.size === 0 ? '' : ` (${[...known].join('; ')})`
}
