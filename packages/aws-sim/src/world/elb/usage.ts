import { forwardWeights } from './router.ts'
import type { ElbState, ListenerRecord, Target } from './types.ts'

/** Target groups that a listener forwards to, by its own actions or by a rule, whatever their weights. */
export function groupsOf(state: ElbState, listener: ListenerRecord): ReadonlySet<string> {
  const rules = [...state.rules.values()].filter((rule) => rule.listenerArn === listener.arn)
  const actions = [...listener.defaultActions, ...rules.flatMap((rule) => rule.actions)]
  return new Set(actions.flatMap((action) => forwardWeights(action).map((tuple) => tuple.TargetGroupArn)))
}

/** Target groups that any listener forwards to: only their targets are checked. */
export const groupsInUse = (state: ElbState): ReadonlySet<string> =>
  new Set([...state.listeners.values()].flatMap((listener) => [...groupsOf(state, listener)]))

/** Takes a target out of the checks. True when its state changed. */
export function setAside(target: Target): boolean {
  if (target.state === 'draining' || target.state === 'unused') return false
  target.state = 'unused'
  target.reason = 'Target.NotInUse'
  target.description = 'Target group is not configured to receive traffic from the load balancer'
  target.passes = 0
  target.failures = 0
  return true
}

/** Begins to check a target that was set aside. */
export function takeBack(target: Target): void {
  if (target.state !== 'unused') return
  target.state = 'initial'
  target.reason = 'Elb.InitialHealthChecking'
  target.description = 'Initial health checks in progress'
}
