import type { RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import { refuse } from '../problem-error.ts'
import { withSplit } from '../alb/forward-action.ts'
import type { ListenerRule } from '../alb/listener-rule.ts'
import { ruleWords, type RulePlace } from '../alb/rule-address.ts'

/** The pattern that a candidate's cookie header matches. */
const patternFor = (id: string): string => `*lockstep-cohort=${id}-candidate.*`

const isCohort = ({ Field, HttpHeaderConfig }: RuleCondition): boolean =>
  Field === 'http-header' &&
  HttpHeaderConfig?.HttpHeaderName?.toLowerCase() === 'cookie' &&
  (HttpHeaderConfig.Values ?? []).some((value) => value.includes('lockstep-cohort='))

export const looksForCohort = ({ conditions }: ListenerRule): boolean => conditions.some(isCohort)

/** Whether the rule sends the candidates of this rollout, and only them, to the candidate. */
export const servesCohort = ({ conditions, split }: ListenerRule, id: string): boolean =>
  split.percent === 100 &&
  conditions.some(
    (condition) => isCohort(condition) && condition.HttpHeaderConfig?.Values?.join(' ') === patternFor(id),
  )

/** Sends the candidates of this rollout to the candidate's target group; every other condition stays. */
export async function serveCohort(rule: ListenerRule, place: RulePlace, id: string): Promise<void> {
  if (servesCohort(rule, id)) return
  if (!looksForCohort(rule)) return foreign(place)
  const conditions = rule.conditions.map((condition) =>
    isCohort(condition)
      ? { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'Cookie', Values: [patternFor(id)] } }
      : sendable(condition),
  )
  await rule.modify(withSplit(rule.actions, rule.groups, { main: 0, candidate: 100 }), conditions)
}

/** AWS answers some conditions in two spellings and takes only one of them. */
function sendable(condition: RuleCondition): RuleCondition {
  const { Values: _both, ...config } = condition
  return condition.PathPatternConfig === undefined && condition.HostHeaderConfig === undefined
    ? condition
    : config
}

const foreign = ({ rule }: RulePlace): never =>
  refuse({
    code: 'rollout-foreign',
    title: `The ${ruleWords(rule)} does not look for the cohort's cookie.`,
    detail: ruleWords(rule),
    remedy: 'Give it a condition on the header Cookie with the value *lockstep-cohort=none-candidate.*.',
  })
