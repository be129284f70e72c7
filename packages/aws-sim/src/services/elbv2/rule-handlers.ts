import type * as elbPackage from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Rule, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Elb, ListenerRecord, RuleRecord } from '../../world/elb/types.ts'
import { page } from '../paging.ts'
import { actionShape, checkActions, findListener, findRule, invalid } from './find.ts'

type ElbHandlers = Handlers<typeof elbPackage>

/** Path and host patterns appear in both spellings, as AWS answers them. */
const conditionShape = (condition: RuleCondition): RuleCondition => {
  switch (condition.Field) {
    case 'path-pattern': {
      const Values = condition.PathPatternConfig?.Values ?? condition.Values ?? []
      return { Field: 'path-pattern', Values, PathPatternConfig: { Values } }
    }
    case 'host-header': {
      const Values = condition.HostHeaderConfig?.Values ?? condition.Values ?? []
      return { Field: 'host-header', Values, HostHeaderConfig: { Values } }
    }
    default:
      return condition
  }
}

const ruleShape = (rule: RuleRecord): Rule => ({
  RuleArn: rule.arn,
  Priority: String(rule.priority),
  Conditions: rule.conditions.map(conditionShape),
  Actions: rule.actions.map((action, index) => actionShape(action, index + 1)),
  IsDefault: false,
})

const defaultRule = (listener: ListenerRecord): Rule => ({
  RuleArn: `${listener.arn.replace(':listener/', ':listener-rule/')}/default`,
  Priority: 'default',
  Conditions: [],
  Actions: listener.defaultActions.map((action, index) => actionShape(action, index + 1)),
  IsDefault: true,
})

const valuesOf = (condition: RuleCondition): readonly unknown[] =>
  condition.HttpHeaderConfig?.Values ??
  condition.PathPatternConfig?.Values ??
  condition.HostHeaderConfig?.Values ??
  condition.HttpRequestMethodConfig?.Values ??
  condition.QueryStringConfig?.Values ??
  condition.SourceIpConfig?.Values ??
  condition.Values ??
  []

const checkConditions = (conditions: readonly RuleCondition[]): void => {
  if (conditions.length === 0) throw invalid('A rule must have at least one condition')
  const known = [
    'path-pattern',
    'host-header',
    'http-header',
    'http-request-method',
    'query-string',
    'source-ip',
  ]
  for (const { Field = '', HttpHeaderConfig } of conditions) {
    if (!known.includes(Field))
      throw invalid(`Condition field '${Field}' must be one of '[${known.join(', ')}]'`)
    if (Field !== 'http-header') continue
    const { HttpHeaderName = '', Values = [] } = HttpHeaderConfig ?? {}
    if (HttpHeaderName === '' || HttpHeaderName.length > 40 || Values.length === 0)
      throw invalid('An http-header condition must name a header of at most 40 characters, and its values')
    if (Values.some((value) => value.length > 128))
      throw invalid('A condition value can have at most 128 characters')
  }
  if (conditions.flatMap(valuesOf).length > 5) throw invalid('A rule can have at most 5 condition values')
}

export const ruleHandlers = (elb: Elb): ElbHandlers => {
  const ofListener = (listener: ListenerRecord): RuleRecord[] =>
    [...elb.state.rules.values()]
      .filter((rule) => rule.listenerArn === listener.arn)
      .toSorted((a, b) => a.priority - b.priority)
  const checkPriority = (
    listener: ListenerRecord,
    priority: number,
    except: readonly string[] = [],
  ): void => {
    if (!Number.isInteger(priority) || priority < 1 || priority > 50_000)
      throw invalid(`Priority '${priority}' must be between 1 and 50000`)
    if (ofListener(listener).some((rule) => rule.priority === priority && !except.includes(rule.arn)))
      throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`)
  }

  return {
    CreateRule({ ListenerArn, Priority = 0, Conditions = [], Actions = [] }) {
      const listener = findListener(elb, ListenerArn)
      checkPriority(listener, Priority)
      checkConditions(Conditions)
      checkActions(elb, Actions, listener.loadBalancerArn)
      const rule = elb.createRule({
        listenerArn: listener.arn,
        priority: Priority,
        conditions: Conditions,
        actions: Actions,
      })
      return { Rules: [ruleShape(rule)] }
    },
    DescribeRules({ ListenerArn, RuleArns, Marker, PageSize = 400 }) {
      if (ListenerArn === undefined && (RuleArns ?? []).length === 0)
        throw invalid('You must specify either listener rule ARNs or a listener ARN')
      const listener = ListenerArn === undefined ? null : findListener(elb, ListenerArn)
      const all =
        listener === null
          ? (RuleArns ?? []).map((arn) => ruleShape(findRule(elb, arn)))
          : [...ofListener(listener).map(ruleShape), defaultRule(listener)]
      const { items, nextToken } = page(all, Marker, PageSize, 'ValidationError')
      return { Rules: items, NextMarker: nextToken }
    },
    ModifyRule({ RuleArn, Conditions, Actions }) {
      // believed: the code is as the API reference lists it for this operation; not looked up for this very case.
      if (RuleArn?.endsWith('/default') === true)
        throw new AwsError('OperationNotPermitted', `Default rule '${RuleArn}' cannot be modified`)
      const rule = findRule(elb, RuleArn)
      if (Conditions !== undefined) checkConditions(Conditions)
      if (Actions !== undefined)
        checkActions(elb, Actions, findListener(elb, rule.listenerArn).loadBalancerArn)
      rule.conditions = Conditions ?? rule.conditions
      rule.actions = Actions ?? rule.actions
      return { Rules: [ruleShape(rule)] }
    },
    SetRulePriorities({ RulePriorities = [] }) {
      const changes = RulePriorities.map(({ RuleArn, Priority = 0 }) => ({
        rule: findRule(elb, RuleArn),
        Priority,
      }))
      const moved = changes.map(({ rule }) => rule.arn)
      for (const { rule, Priority } of changes)
        checkPriority(findListener(elb, rule.listenerArn), Priority, moved)
      for (const { rule, Priority } of changes) rule.priority = Priority
      return { Rules: changes.map(({ rule }) => ruleShape(rule)) }
    },
    DeleteRule({ RuleArn }) {
      elb.state.rules.delete(findRule(elb, RuleArn).arn)
      return {}
    },
  }
}
