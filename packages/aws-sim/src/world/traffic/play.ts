import {
  measureDropped,
  measureFixed,
  measureHosts,
  measureLatency,
  measureRequests,
} from '../elb/measure.ts'
import { actionsFor, forwardWeights, mainListener, servingTargets } from '../elb/router.ts'
import type { ElbState, ListenerRecord, LoadBalancerRecord, TargetGroupRecord } from '../elb/types.ts'
import { groupsOf } from '../elb/usage.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Random } from '../random.ts'
import type { Network } from '../task-app/network.ts'
import { binomial, dailyCurve, poisson, split } from './distribution.ts'
import { sampleLatencies } from './latency.ts'
import type { LoadInput, LoadNow } from './types.ts'

export type PlayDeps = {
  readonly state: ElbState
  readonly network: Network
  readonly metrics: Metrics
  readonly random: Random
}

/** What one target group served in a tick, for whoever writes access logs or measures CPU. */
export type Served = {
  readonly ip: string
  readonly port: number
  readonly requests: number
  readonly errors: number
}

type Tick = { readonly at: number; readonly seconds: number }

const serveGroup = (
  deps: PlayDeps,
  load: LoadInput,
  who: { readonly loadBalancer: LoadBalancerRecord; readonly group: TargetGroupRecord },
  requests: number,
  at: number,
): Served[] => {
  const { network, metrics, random } = deps
  const loadBalancer = who.loadBalancer.dimension
  const targets = servingTargets(who.group)
  const parts = split(
    random,
    requests,
    targets.map(() => 1),
  )
  return targets.map((target, index) => {
    const arrived = parts[index] ?? 0
    const app = network.at(target.id, target.port)
    const measured = { metrics, loadBalancer, targetGroup: who.group.dimension, at }
    if (app === null) {
      measureDropped(measured, 'refused', arrived)
      return { ip: target.id, port: target.port, requests: 0, errors: arrived }
    }
    const { behaviour } = app
    const unconnected = binomial(random, arrived, behaviour.connectionErrorRate ?? 0)
    const broken = binomial(random, arrived - unconnected, behaviour.brokenAnswerRate ?? 0)
    measureDropped(measured, 'refused', unconnected)
    measureDropped(measured, 'broken', broken)
    const count = arrived - unconnected - broken
    const errors = binomial(random, count, behaviour.errorRate)
    const refused = binomial(random, count - errors, load.clientErrorRate ?? 0.004)
    measureRequests(measured, 500, errors)
    measureRequests(measured, 404, refused)
    measureRequests(measured, 200, count - errors - refused)
    for (const sample of sampleLatencies(random, behaviour.latencyMilliseconds, count))
      measureLatency(measured, sample.milliseconds, sample.count)
    return { ip: target.id, port: target.port, requests: count, errors }
  })
}

/** Plays one load for one tick; no request is built, the counts are drawn. */
export const playLoad = (deps: PlayDeps, load: LoadNow, { at, seconds }: Tick): Served[] => {
  const { state, random } = deps
  const loadBalancer = state.loadBalancers.get(load.loadBalancerArn)
  const listener = mainListener(state, load.loadBalancerArn)
  if (loadBalancer === undefined || listener === null) return []
  const expected = load.requestsPerSecond * seconds * dailyCurve(at) * (0.94 + random.next() * 0.12)
  const requests = poisson(random, expected)
  const play = (count: number, cookie?: string): Served[] =>
    playVisitors(deps, load, { loadBalancer, listener }, { at, count, ...(cookie && { cookie }) })
  if (load.mix === null) return play(requests)
  const candidates = binomial(random, requests, load.mix.share)
  return [...play(requests - candidates, load.mix.baseline), ...play(candidates, load.mix.candidate)]
}

/** Requests of visitors who all have the same cookie: one rule holds for all of them, and its weights split them. */
const playVisitors = (
  deps: PlayDeps,
  load: LoadNow,
  where: { readonly loadBalancer: LoadBalancerRecord; readonly listener: ListenerRecord },
  { at, count: requests, cookie }: { readonly at: number; readonly count: number; readonly cookie?: string },
): Served[] => {
  const { state, metrics, random } = deps
  const { loadBalancer, listener } = where
  const example = {
    method: 'GET',
    url: load.path ?? '/api/catalogue',
    headers: { host: loadBalancer.dnsName, ...(cookie && { cookie }) },
  }
  const action = actionsFor(state, listener, example).at(-1)
  const byItself = { metrics, loadBalancer: loadBalancer.dimension, targetGroup: null, at }
  if (action?.Type === 'fixed-response') {
    measureFixed(byItself, Number(action.FixedResponseConfig?.StatusCode ?? 500), requests)
    return []
  }
  if (action?.Type !== 'forward') {
    measureRequests(byItself, action?.Type === 'redirect' ? 302 : 503, requests)
    return []
  }
  const tuples = forwardWeights(action)
  const weights = tuples.map(({ Weight }) => Weight)
  const parts = split(random, requests, weights)
  return tuples.flatMap(({ TargetGroupArn }, index) => {
    const count = parts[index] ?? 0
    const group = state.targetGroups.get(TargetGroupArn)
    if (group !== undefined && servingTargets(group).length > 0)
      return serveGroup(deps, load, { loadBalancer, group }, count, at)
    measureRequests(byItself, 503, count)
    return []
  })
}

/**
 * Counts of healthy and unhealthy targets, for each target group that a load balancer may forward to. A group without
 * registered targets is not reported at all (user guide, CloudWatch metrics: "reported if there are registered targets").
 */
export const playHosts = ({ state, metrics }: PlayDeps, at: number): void => {
  for (const listener of state.listeners.values()) {
    const loadBalancer = state.loadBalancers.get(listener.loadBalancerArn)
    for (const groupArn of groupsOf(state, listener)) {
      const group = state.targetGroups.get(groupArn)
      if (loadBalancer === undefined || group === undefined) continue
      const targets = [...group.targets.values()].filter(({ state }) => state !== 'draining')
      if (targets.length === 0) continue
      const healthy = targets.filter((target) => target.state === 'healthy').length
      const unhealthy = targets.filter((target) => target.state === 'unhealthy').length
      measureHosts(
        { metrics, loadBalancer: loadBalancer.dimension, targetGroup: group.dimension, at },
        healthy,
        unhealthy,
      )
    }
  }
}
