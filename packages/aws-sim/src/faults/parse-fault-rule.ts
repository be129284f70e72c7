import { AwsError } from '../wire/aws-error.ts'
import { faultKinds, type FaultKind, type FaultRule } from './fault-rule.ts'

/** Reads a rule from JSON; refuses what it does not know, so that a typing error does not pass as a fault that never strikes. */
export function parseFaultRule(given: Readonly<Record<string, unknown>>): FaultRule {
  const unknown = Object.keys(given).filter((name) => !(name in known))
  if (unknown.length > 0) throw invalid(`unknown members: ${unknown.join(', ')}`)
  for (const [name, isValid] of Object.entries(known))
    if (!isValid(given[name])) throw invalid(`${name} has no valid value`)
  const rule = { service: '*', operation: '*', ...given }
  return isRule(rule) ? rule : fail('the rule has no kind')
}

const optional = (type: string) => (value: unknown) => value === undefined || typeof value === type

const known: Readonly<Record<keyof FaultRule, (value: unknown) => boolean>> = {
  service: optional('string'),
  operation: optional('string'),
  kind: isKind,
  region: optional('string'),
  times: optional('number'),
  skip: optional('number'),
  probability: optional('number'),
  delayMilliseconds: optional('number'),
  code: optional('string'),
  message: optional('string'),
  where: (value) => value === undefined || (typeof value === 'object' && value !== null),
}

function isKind(value: unknown): value is FaultKind {
  return faultKinds.some((kind) => kind === value)
}

function isRule(rule: object): rule is FaultRule {
  return 'kind' in rule && isKind(rule.kind)
}

function invalid(what: string): AwsError {
  return new AwsError('ValidationError', `Not a fault rule: ${what}. Kinds: ${faultKinds.join(', ')}.`)
}

function fail(what: string): never {
  throw invalid(what)
}
