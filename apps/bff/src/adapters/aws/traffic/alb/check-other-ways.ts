import {
  paginateDescribeListeners,
  paginateDescribeRules,
  type Action,
  type Listener,
  type Rule,
  type RuleCondition,
} from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Environment } from '../../../../domain/environment.ts'
import type { TrafficCheck } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import { called } from '../problem-error.ts'
import type { ListenerRule } from './listener-rule.ts'
import { ruleWords, type RulePlace } from './rule-address.ts'

type Elb = AwsClients['elb']

/** The rule whose weights are moved. */
export type MovedRule = {
  /** In words, as in `ruleWords`. */
  readonly where: string
  readonly listenerArn: string
  /** Target groups that requests must not come to another way, with what they are called. */
  readonly groups: Readonly<Record<string, string>>
  /** Whether it is this rule; a set-up may have several, such as one for tests. */
  readonly isMoved: (rule: Rule) => boolean
  /** Other rules of the same listener are part of the set-up, as with cohorts. */
  readonly isOneOfSeveral?: boolean
}

/**
 * Whether the rule that is moved is the only way to these target groups. Whatever comes another way stays where it is at any
 * percentage: it is told before a rollout begins, with the rule and its paths.
 */
export async function checkOtherWays(
  elb: Elb,
  { backend }: Pick<Environment, 'backend'>,
  moved: MovedRule,
): Promise<TrafficCheck> {
  const listeners = await readListeners(elb, moved)
  const host = new URL(backend.url).hostname
  const probes = [backend.healthPath, backend.versionPath]
  const found = listeners.flatMap(({ listener, rules }) => {
    const isOwn = listener.ListenerArn === moved.listenerArn
    if (isOwn && moved.isOneOfSeveral === true) return []
    return reached(rules, host)
      .filter((rule) => !moved.isMoved(rule) && !isProbe(rule, probes))
      .filter(({ Actions = [] }) => Object.keys(moved.groups).some((arn) => leadsTo(Actions, arn)))
      .map((rule) => (isOwn ? wordsOf(rule) : `${wordsOf(rule)} of port ${listener.Port}`))
  })
  const names = Object.values(moved.groups).join(' or ')
  if (found.length === 0)
    return { ok: true, sentence: `Nothing but the ${moved.where} sends requests to ${names}.` }
  const [send, them] = found.length === 1 ? ['sends', 'it'] : ['send', 'them']
  return {
    ok: true,
    warns: true,
    sentence: `Besides the ${moved.where}, ${found.join(' and ')} ${send} requests to ${names}: these stay there at every percentage, and no measurement of the candidate sees them. Remove ${them}, or go on knowing that.`,
  }
}

/** The rule that a configuration names. */
export const movedRule = (
  { rule, groups: { main } }: RulePlace,
  { listenerArn, groups }: ListenerRule,
): MovedRule => ({
  where: ruleWords(rule),
  listenerArn,
  groups: { [groups.main]: main },
  isMoved: ({ Priority, IsDefault }) =>
    rule.priority === 'default' ? IsDefault === true : Priority === String(rule.priority),
})

/** The rules that requests to this host can come to, in their order: after one that takes all there are no more. */
function reached(rules: readonly Rule[], host: string): Rule[] {
  const order = ({ Priority, IsDefault }: Rule) => (IsDefault === true ? Infinity : Number(Priority))
  const ordered = rules
    .filter(({ Conditions = [] }) => Conditions.every((condition) => takesHost(condition, host)))
    .toSorted((a, b) => order(a) - order(b))
  const last = ordered.findIndex(({ Conditions = [] }) => Conditions.every(takesAll))
  return last < 0 ? ordered : ordered.slice(0, last + 1)
}

const valuesOf = ({ HostHeaderConfig, PathPatternConfig, Values = [] }: RuleCondition): readonly string[] =>
  HostHeaderConfig?.Values ?? PathPatternConfig?.Values ?? Values

/** `*` stands for any characters, `?` for one; upper and lower case are the same in a host. */
const takesHost = (condition: RuleCondition, host: string): boolean =>
  condition.Field !== 'host-header' ||
  valuesOf(condition).some((pattern) =>
    new RegExp(
      `^${pattern
        .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
        .replaceAll('*', '.*')
        .replaceAll('?', '.')}$`,
      'i',
    ).test(host),
  )

/** Of the requests to the host: its own condition is satisfied by then. */
const takesAll = (condition: RuleCondition): boolean =>
  condition.Field === 'host-header' ||
  (condition.Field === 'path-pattern' && valuesOf(condition).some((path) => path === '/*' || path === '*'))

function leadsTo(actions: readonly Action[] = [], group: string): boolean {
  return actions.some(({ Type, TargetGroupArn, ForwardConfig }) => {
    if (Type !== 'forward') return false
    const tuples = ForwardConfig?.TargetGroups ?? []
    return tuples.length === 0
      ? TargetGroupArn === group
      : tuples.some((tuple) => tuple.TargetGroupArn === group && (tuple.Weight ?? 1) > 0)
  })
}

/** `rule 5 (/api/v1/*)`, `the default action`. */
function wordsOf({ Priority, IsDefault, Conditions = [] }: Rule): string {
  if (IsDefault === true) return 'the default action'
  const told = Conditions.map((condition) => {
    const values = valuesOf(condition)
    return values.length > 0
      ? values.join(', ')
      : (condition.HttpHeaderConfig?.HttpHeaderName ?? condition.Field)
  })
  return `rule ${Priority} (${told.join('; ')})`
}

/** Only the address that is asked for health or version. */
const isProbe = ({ Conditions = [] }: Rule, probes: readonly (string | null)[]): boolean => {
  const paths = Conditions.filter(({ Field }) => Field === 'path-pattern').flatMap(valuesOf)
  return paths.length > 0 && paths.every((path) => probes.includes(path))
}

type ListenerRules = { readonly listener: Listener; readonly rules: readonly Rule[] }

async function readListeners(elb: Elb, { where, listenerArn }: MovedRule): Promise<ListenerRules[]> {
  const LoadBalancerArn = listenerArn.replace(':listener/', ':loadbalancer/').replace(/\/[^/]+$/, '')
  const listeners = await called(
    { operation: 'elasticloadbalancing:DescribeListeners', resource: where },
    async () => {
      const found: Listener[] = []
      for await (const { Listeners = [] } of paginateDescribeListeners({ client: elb }, { LoadBalancerArn }))
        found.push(...Listeners)
      return found
    },
  )
  return await Promise.all(
    listeners.map((listener) =>
      called({ operation: 'elasticloadbalancing:DescribeRules', resource: where }, async () => {
        const rules: Rule[] = []
        const pages = paginateDescribeRules({ client: elb }, { ListenerArn: listener.ListenerArn })
        for await (const { Rules = [] } of pages) rules.push(...Rules)
        return { listener, rules }
      }),
    ),
  )
}
