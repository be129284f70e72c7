import type { Metrics } from '../metrics/metrics.ts'
import type { Network } from '../task-app/network.ts'
import type { WorldContext } from '../world.ts'
import { createCreators } from './create.ts'
import { checkTarget } from './target-health.ts'
import type { Elb, ElbState, Target, TargetGroupRecord } from './types.ts'
import { groupsInUse, setAside, takeBack } from './usage.ts'

/** As long as somebody has set it to; AWS's own 300 s pass at the world's pace. */
const drainMilliseconds = ({ attributes }: TargetGroupRecord, usual: number): number => {
  const set = attributes.get('deregistration_delay.timeout_seconds') ?? '300'
  return set === '300' ? usual : Number(set) * 1000
}

export type ElbDeps = { readonly network: Network; readonly metrics: Metrics }

/** Application load balancers that check their targets' health, drain them, and answer requests. */
export const createElb = (context: WorldContext, { network, metrics }: ElbDeps): Elb => {
  const { clock, pace } = context
  const state: ElbState = {
    loadBalancers: new Map(),
    listeners: new Map(),
    rules: new Map(),
    targetGroups: new Map(),
  }
  const listeners: ((targetGroupArn: string, target: Target) => void)[] = []
  const changed = (group: TargetGroupRecord, target: Target): void => {
    for (const tell of listeners) tell(group.arn, target)
  }
  const key = (id: string, port: number): string => `${id}:${port}`

  const checkAll = (): void => {
    const inUse = groupsInUse(state)
    for (const group of state.targetGroups.values())
      for (const target of group.targets.values()) {
        if (inUse.has(group.arn)) takeBack(target)
        const isChanged = inUse.has(group.arn) ? checkTarget(network, group, target) : setAside(target)
        if (isChanged) changed(group, target)
      }
  }
  clock.every(Math.max(1, pace.healthCheckInterval), checkAll)

  return {
    ...createCreators(context, { state, network, metrics }),
    state,

    register(targetGroupArn, id, port, { healthy } = { healthy: false }) {
      const group = state.targetGroups.get(targetGroupArn)
      if (group === undefined) return
      const target: Target = {
        id,
        port,
        state: healthy ? 'healthy' : 'initial',
        reason: healthy ? null : 'Elb.RegistrationInProgress',
        description: healthy ? null : 'Target registration is in progress',
        passes: 0,
        failures: 0,
      }
      group.targets.set(key(id, port), target)
      changed(group, target)
    },

    deregister(targetGroupArn, id, port, whenGone = () => undefined) {
      const group = state.targetGroups.get(targetGroupArn)
      const target = group?.targets.get(key(id, port))
      if (group === undefined || target === undefined) return whenGone()
      const remove = (): void => {
        if (group.targets.get(key(id, port)) === target) group.targets.delete(key(id, port))
        whenGone()
      }
      target.state = 'draining'
      target.reason = 'Target.DeregistrationInProgress'
      target.description = 'Target deregistration is in progress'
      changed(group, target)
      clock.after(drainMilliseconds(group, pace.targetDrain), remove)
    },

    health: (targetGroupArn, id, port) =>
      state.targetGroups.get(targetGroupArn)?.targets.get(key(id, port)) ?? null,
    onTargetChange: (listener) => void listeners.push(listener),
    doors: () => [...state.loadBalancers.values()].map(({ door }) => door),
  }
}
