import type { Action, TargetGroupTuple } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Metrics } from '../metrics/metrics.ts'
import type { Network } from '../task-app/network.ts'
import type { WorldRequest } from '../world.ts'
import { satisfies } from './conditions.ts'
import type { ElbState, ListenerRecord, Target, TargetGroupRecord } from './types.ts'

export type RouteDeps = {
  readonly state: ElbState
  readonly network: Network
  readonly metrics: Metrics
}

/** The listener that a door speaks for: the one that serves, so HTTPS before HTTP. */
export const mainListener = (state: ElbState, loadBalancerArn: string): ListenerRecord | null => {
  const own = [...state.listeners.values()].filter((listener) => listener.loadBalancerArn === loadBalancerArn)
  return own.find(({ description }) => description.Protocol === 'HTTPS') ?? own[0] ?? null
}

/** Actions of the first rule, by priority, whose conditions all hold; else the listener's own. */
export const actionsFor = (
  state: ElbState,
  listener: ListenerRecord,
  request: WorldRequest,
): readonly Action[] => {
  const rules = [...state.rules.values()]
    .filter((rule) => rule.listenerArn === listener.arn)
    .toSorted((a, b) => a.priority - b.priority)
  const match = rules.find((rule) => rule.conditions.every((condition) => satisfies(condition, request)))
  return match?.actions ?? listener.defaultActions
}

/** Target groups and weights of a forward action; a lone target group has weight 1. */
export const forwardWeights = (action: Action): readonly Required<TargetGroupTuple>[] => {
  const groups = action.ForwardConfig?.TargetGroups ?? []
  if (groups.length === 0 && action.TargetGroupArn !== undefined)
    return [{ TargetGroupArn: action.TargetGroupArn, Weight: 1 }]
  return groups.map(({ TargetGroupArn = '', Weight = 1 }) => ({ TargetGroupArn, Weight }))
}

/**
 * Points for `pickWeighted`, one after the other (multiples of the golden ratio): any stretch of them is spread evenly, so
 * that a weight is met within a few requests of exactly, and no pattern of callers meets a pattern of groups.
 */
export const createPoints = (first: number): (() => number) => {
  let point = first
  return () => (point = (point + 0.618_033_988_749_894_9) % 1)
}

/**
 * Targets that get traffic: the healthy ones. When all are unhealthy the load balancer fails open and sends requests to all
 * of them (user guide, target group health). believed: targets that are still initial count as not healthy there, and
 * draining ones as not registered.
 */
export const servingTargets = (group: TargetGroupRecord): readonly Target[] => {
  const targets = [...group.targets.values()].filter(
    ({ state }) => state !== 'draining' && state !== 'unused',
  )
  const healthy = targets.filter(({ state }) => state === 'healthy')
  const isFailing = healthy.length === 0 && targets.some(({ state }) => state === 'unhealthy')
  return isFailing ? targets : healthy
}

/** Picks by weight; `point` is at least 0 and less than 1. Null when all weights are 0. */
export const pickWeighted = <Item extends { readonly Weight: number | undefined }>(
  items: readonly Item[],
  point: number,
): Item | null => {
  const total = items.reduce((sum, { Weight = 0 }) => sum + Weight, 0)
  let rest = point * total
  for (const item of items) {
    rest -= item.Weight ?? 0
    if (rest < 0) return item
  }
  return null
}
