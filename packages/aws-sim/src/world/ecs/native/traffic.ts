import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Elb } from '../../elb/types.ts'
import type { ServiceRevisionRecord } from '../model.ts'
import type { ServiceLoadBalancer } from '../types.ts'

type RuleActions = { readonly actions: readonly Action[]; replace(actions: Action[]): void }

/** A listener rule by its ARN, also a listener's default one; null when it is gone. */
export const findRuleActions = ({ state }: Pick<Elb, 'state'>, ruleArn: string): RuleActions | null => {
  const rule = state.rules.get(ruleArn)
  if (rule !== undefined)
    return { actions: rule.actions, replace: (actions) => void (rule.actions = actions) }
  const listener = [...state.listeners.values()].find(
    ({ arn }) => `${arn.replace(':listener/', ':listener-rule/')}/default` === ruleArn,
  )
  if (listener === undefined) return null
  const replace = (actions: Action[]): void => void (listener.defaultActions = actions)
  return { actions: listener.defaultActions, replace }
}

/** Percent as weights of the new and the other target group: in hundredths when whole, else in thousandths. */
export const weightsOf = (percent: number): readonly [number, number] => {
  const whole = Number.isInteger(percent) ? 100 : 1000
  const weight = Math.round((percent * whole) / 100)
  return [weight, whole - weight]
}

const shiftRule = (
  elb: Pick<Elb, 'state'>,
  ruleArn: string,
  groups: readonly [string, string],
  percent: number,
): boolean => {
  const rule = findRuleActions(elb, ruleArn)
  const forward = rule?.actions.find(({ Type }) => Type === 'forward')
  if (rule === null || forward === undefined) return false
  const weights = weightsOf(percent)
  const { TargetGroupArn: _, ForwardConfig, ...rest } = forward
  const TargetGroups = groups.map((TargetGroupArn, index) => ({
    TargetGroupArn,
    Weight: weights[index] ?? 0,
  }))
  const shifted = { ...rest, ForwardConfig: { ...ForwardConfig, TargetGroups } }
  rule.replace(rule.actions.map((action) => (action === forward ? shifted : action)))
  return true
}

/**
 * Sends `percent` of the traffic to a revision's target groups, the rest to their others, whatever the rules say now.
 * False when a rule is gone or forwards nothing; production and test rules are told apart.
 */
export const shiftTraffic = (
  elb: Pick<Elb, 'state'>,
  revision: ServiceRevisionRecord,
  which: 'production' | 'test',
  percent: number,
): boolean => {
  let done = true
  for (const { targetGroupArn, advancedConfiguration } of revision.loadBalancers) {
    if (advancedConfiguration === undefined) continue
    const { alternateTargetGroupArn, productionListenerRule, testListenerRule } = advancedConfiguration
    const rule = which === 'production' ? productionListenerRule : testListenerRule
    if (rule === undefined) continue
    done = shiftRule(elb, rule, [targetGroupArn, alternateTargetGroupArn], percent) && done
  }
  return done
}

export const hasTestTraffic = ({ loadBalancers }: ServiceRevisionRecord): boolean =>
  loadBalancers.some(({ advancedConfiguration: advanced }) => advanced?.testListenerRule !== undefined)

/** The target group of a pair that a revision uses; undefined when it uses neither. */
const groupInUse = (
  base: ServiceRevisionRecord | null,
  pair: readonly [string, string],
): string | undefined =>
  base?.loadBalancers.map(({ targetGroupArn }) => targetGroupArn).find((arn) => pair.includes(arn))

/**
 * Where the tasks of a new revision register: beside the source revision when ECS shifts the traffic, with it when it
 * rolls. What is not its own of a pair of target groups becomes the alternate.
 */
export const chooseTargets = (
  loadBalancers: readonly ServiceLoadBalancer[],
  base: ServiceRevisionRecord | null,
  rolls: boolean,
): readonly ServiceLoadBalancer[] =>
  loadBalancers.map((one) => {
    const { advancedConfiguration: advanced } = one
    if (advanced === undefined) return one
    const { alternateTargetGroupArn } = advanced
    const live = groupInUse(base, [one.targetGroupArn, alternateTargetGroupArn])
    const inFirst = live === undefined || live === one.targetGroupArn
    const takesFirst = live === undefined || rolls ? inFirst : !inFirst
    if (takesFirst) return one
    return {
      ...one,
      targetGroupArn: alternateTargetGroupArn,
      advancedConfiguration: { ...advanced, alternateTargetGroupArn: one.targetGroupArn },
    }
  })

/** Whether traffic can be shared between the source and a new revision: each load balancer's pair has one of either. */
export const sharesTraffic = (
  base: ServiceRevisionRecord | null,
  targets: readonly ServiceLoadBalancer[],
): boolean =>
  base !== null &&
  targets.every(
    ({ advancedConfiguration: advanced }) =>
      advanced !== undefined &&
      base.loadBalancers.some(({ targetGroupArn }) => targetGroupArn === advanced.alternateTargetGroupArn),
  )
