import { parseRule, type Operand, type Rule } from './flag-rule-syntax.ts'
import { splitPercent } from './split.ts'

/** What a caller tells of itself, such as `userId`. */
export type FlagContext = Readonly<Record<string, string | number | boolean>>

/** Whether a rule holds for a context. */
export type CompiledRule = (context: FlagContext, flag: string) => boolean

type Value = string | number | boolean | undefined
type Read = (context: FlagContext) => Value

const comparisons: Readonly<Record<string, (left: string | number, right: string | number) => boolean>> = {
  gt: (left, right) => left > right,
  gte: (left, right) => left >= right,
  lt: (left, right) => left < right,
  lte: (left, right) => left <= right,
}
const textTests: Readonly<Record<string, (whole: string, part: string) => boolean>> = {
  begins_with: (whole, part) => whole.startsWith(part),
  ends_with: (whole, part) => whole.endsWith(part),
  contains: (whole, part) => whole.includes(part),
}

/** Compiles the rule of a variant; null when it is not a rule that AppConfig knows. */
export function compileRule(source: string): CompiledRule | null {
  const parsed = parseRule(source)
  return parsed && compile(parsed)
}

function compile(rule: Rule): CompiledRule | null {
  switch (rule.operator) {
    case 'and':
    case 'or':
    case 'not':
      return compileLogic(rule)
    case 'split':
      return compileSplit(rule)
    case 'exists':
      return compileExists(rule)
    case 'in':
      return compileIn(rule)
    default:
      return compileComparison(rule)
  }
}

function compileLogic({ operator, operands }: Rule): CompiledRule | null {
  const parts = operands.flatMap((one) => (one.kind === 'rule' ? (compile(one.rule) ?? []) : []))
  const [first] = parts
  if (first === undefined || parts.length < operands.length) return null
  if (operator === 'not') return parts.length === 1 ? (context, flag) => !first(context, flag) : null
  return operator === 'and'
    ? (context, flag) => parts.every((part) => part(context, flag))
    : (context, flag) => parts.some((part) => part(context, flag))
}

/** A caller that does not say by what it is to be split is in no split. */
function compileSplit({ named, operands }: Rule): CompiledRule | null {
  const { pct, by, seed } = named
  if (operands.length > 0 || by?.kind !== 'context' || pct?.kind !== 'value') return null
  const percent = pct.value
  if (typeof percent !== 'number' || percent < 0 || percent > 100) return null
  const given = seed?.kind === 'value' ? String(seed.value) : null
  return (context, flag) => {
    const value = context[by.key]
    return value !== undefined && splitPercent(given ?? `flag:${flag}`, String(value)) < percent
  }
}

function compileExists({ named, operands }: Rule): CompiledRule | null {
  const key = named['key'] ?? operands[0]
  return key?.kind === 'value' ? (context) => context[String(key.value)] !== undefined : null
}

function compileIn({ operands: [subject, list] }: Rule): CompiledRule | null {
  const read = subject && reader(subject)
  if (!read || list?.kind !== 'list') return null
  return (context) => list.values.some((value) => value === read(context))
}

function compileComparison({ operator, operands }: Rule): CompiledRule | null {
  const [left, right] = operands.map(reader)
  if (!left || !right || operands.length !== 2) return null
  if (operator === 'eq') return (context) => left(context) !== undefined && left(context) === right(context)
  const compare = comparisons[operator]
  if (compare)
    return (context) => {
      const [one, other] = [left(context), right(context)]
      if (typeof one === 'number' && typeof other === 'number') return compare(one, other)
      return typeof one === 'string' && typeof other === 'string' && compare(one, other)
    }
  const test = textTests[operator]
  return test
    ? (context) => left(context) !== undefined && test(String(left(context)), String(right(context)))
    : null
}

function reader(operand: Operand): Read | null {
  switch (operand.kind) {
    case 'value':
      return () => operand.value
    case 'context':
      return (context) => context[operand.key]
    case 'list':
    case 'rule':
      return null
  }
}
