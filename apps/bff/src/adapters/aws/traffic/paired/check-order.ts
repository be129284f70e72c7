import { paginateDescribeRules, type Rule } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { ListenerRuleConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficCheck } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import type { ListenerRule } from '../alb/listener-rule.ts'
import { ruleWords } from '../alb/rule-address.ts'
import { called } from '../problem-error.ts'

/** Whether candidates' calls reach the rule at all: an earlier one that sends whole paths to main takes them first. */
export async function checkOrder(
  elb: AwsClients['elb'],
  rule: ListenerRuleConfig,
  { listenerArn, groups }: Pick<ListenerRule, 'listenerArn' | 'groups'>,
): Promise<TrafficCheck> {
  const about = { operation: 'elasticloadbalancing:DescribeRules', resource: ruleWords(rule) }
  const earlier = await called(about, async () => {
    const found: string[] = []
    for await (const { Rules = [] } of paginateDescribeRules({ client: elb }, { ListenerArn: listenerArn }))
      for (const one of Rules)
        if (Number(one.Priority) < Number(rule.priority) && takesWholePaths(one, groups.main))
          found.push(one.Priority ?? '')
    return found
  })
  return earlier.length === 0
    ? { ok: true, sentence: `No earlier rule takes the candidates' calls from the ${ruleWords(rule)}.` }
    : {
        ok: false,
        sentence: `The rules of priority ${earlier.join(', ')} send their paths to the main service before the ${ruleWords(rule)} is asked: give it a lower number than theirs.`,
      }
}

/** One address, such as that of the health check, does no harm. */
function takesWholePaths({ Actions = [], Conditions = [] }: Rule, mainArn: string): boolean {
  const toMain = Actions.some(
    ({ TargetGroupArn, ForwardConfig }) =>
      TargetGroupArn === mainArn ||
      (ForwardConfig?.TargetGroups ?? []).some((tuple) => tuple.TargetGroupArn === mainArn),
  )
  const paths = Conditions.filter(({ Field }) => Field === 'path-pattern').flatMap(
    ({ PathPatternConfig, Values = [] }) => PathPatternConfig?.Values ?? Values,
  )
  const byOther = Conditions.some(({ Field }) => Field === 'http-header' || Field === 'query-string')
  return toMain && !byOther && (paths.length === 0 || paths.some((path) => path.includes('*')))
}
