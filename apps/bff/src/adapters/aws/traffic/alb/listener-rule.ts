import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
  type Action,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Environment } from '../../../../domain/environment.ts'
import type { AwsClients } from '../../clients.ts'
import { called, gone, ProblemError, refuse } from '../problem-error.ts'
import { readSplit, type GroupArns, type Split } from './forward-action.ts'
import { findRule, ruleWords, type RuleAddress, type RulePlace } from './rule-address.ts'

/** A rule as AWS holds it now. */
export type ListenerRule = {
  readonly actions: readonly Action[]
  /** Empty for the listener's own action. */
  readonly conditions: readonly RuleCondition[]
  readonly split: Split
  readonly groups: GroupArns
  readonly listenerArn: string
  /** Writes these actions, and these conditions where they are given. */
  readonly modify: (actions: readonly Action[], conditions?: readonly RuleCondition[]) => Promise<void>
}

type Elb = AwsClients['elb']

/** Reads and changes rules by their configured names. ARNs are looked up once, and anew when they are no longer right. */
export function createListenerRules() {
  const addresses = new Map<string, RuleAddress>()

  /** Runs `work` on the rule; once more with a fresh address when a known one turns out to be outdated. */
  return async function onRule<T>(
    environment: Pick<Environment, 'aws'>,
    elb: Elb,
    place: RulePlace,
    work: (rule: ListenerRule) => Promise<T>,
  ): Promise<T> {
    const key = JSON.stringify([environment.aws, place])
    const known = addresses.get(key)
    if (known !== undefined) {
      try {
        return await work(await readRule(elb, place, known))
      } catch (error) {
        if (!isOutdated(error)) throw error
        addresses.delete(key)
      }
    }
    const found = await findRule(elb, place)
    addresses.set(key, found)
    return work(await readRule(elb, place, found))
  }
}

/** Also a strange target group: one of ours may have been replaced by another of the same name. */
const isOutdated = (error: unknown): boolean =>
  error instanceof ProblemError && ['aws-not-found', 'rollout-foreign'].includes(error.problem.code)

async function readRule(elb: Elb, place: RulePlace, address: RuleAddress): Promise<ListenerRule> {
  const { actions, conditions } =
    address.ruleArn === null
      ? await describeListener(elb, place, address.listenerArn)
      : await describeRule(elb, place, address.ruleArn)
  const split = readSplit(actions, address.groups)
  if (typeof split === 'string') return foreign(place, split)
  return {
    actions,
    conditions,
    split,
    groups: address.groups,
    listenerArn: address.listenerArn,
    modify: (changed, newConditions) => modify(elb, place, address, changed, newConditions),
  }
}

async function describeRule(elb: Elb, { rule }: RulePlace, ruleArn: string) {
  const about = { operation: 'elasticloadbalancing:DescribeRules', resource: ruleWords(rule) }
  const { Rules = [] } = await called(about, () =>
    elb.send(new DescribeRulesCommand({ RuleArns: [ruleArn] })),
  )
  const [found] = Rules
  // Priorities can be changed: then this is another rule than the configuration means.
  if (found === undefined || found.Priority !== String(rule.priority))
    return gone('listener rule', ruleWords(rule), 'Check the priority in the configuration.')
  return { actions: found.Actions ?? [], conditions: found.Conditions ?? [] }
}

async function describeListener(elb: Elb, { rule }: RulePlace, listenerArn: string) {
  const about = { operation: 'elasticloadbalancing:DescribeListeners', resource: ruleWords(rule) }
  const { Listeners = [] } = await called(about, () =>
    elb.send(new DescribeListenersCommand({ ListenerArns: [listenerArn] })),
  )
  const [found] = Listeners
  if (found === undefined)
    return gone('listener', `${rule.loadBalancer}:${rule.port}`, 'Check the port in the configuration.')
  return { actions: found.DefaultActions ?? [], conditions: [] }
}

async function modify(
  elb: Elb,
  { rule }: RulePlace,
  { ruleArn, listenerArn }: RuleAddress,
  actions: readonly Action[],
  conditions: readonly RuleCondition[] | undefined,
): Promise<void> {
  const resource = ruleWords(rule)
  if (ruleArn === null) {
    await called({ operation: 'elasticloadbalancing:ModifyListener', resource }, () =>
      elb.send(new ModifyListenerCommand({ ListenerArn: listenerArn, DefaultActions: [...actions] })),
    )
    return
  }
  await called({ operation: 'elasticloadbalancing:ModifyRule', resource }, () =>
    elb.send(
      new ModifyRuleCommand({
        RuleArn: ruleArn,
        Actions: [...actions],
        ...(conditions === undefined ? {} : { Conditions: [...conditions] }),
      }),
    ),
  )
}

const foreign = ({ rule, groups }: RulePlace, why: string): never =>
  refuse({
    code: 'rollout-foreign',
    title: `The ${ruleWords(rule)} is not as Lockstep expects it. ${why}`,
    detail: ruleWords(rule),
    remedy: `Let it forward to the target groups ${groups.main} and ${groups.candidate} only; Lockstep does not overwrite what somebody else set up.`,
  })
