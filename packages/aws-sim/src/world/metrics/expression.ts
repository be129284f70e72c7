import { callFunction, type Moments } from './expression-functions.ts'
import { type Token, tokenize } from './expression-tokens.ts'
import { combine, scalar, series, type Value } from './expression-value.ts'
import type { TimeSeries } from './query.ts'

export type Scope = {
  /** A query of the same call by its id; null when there is none. */
  readonly lookup: (id: string) => TimeSeries | null
  /** All queries that read a metric, for `METRICS()`. */
  readonly metrics: () => readonly TimeSeries[]
  readonly moments: Moments
  readonly periodSeconds: number
}

const levels = [['>', '<', '>=', '<=', '==', '!='], ['+', '-'], ['*', '/'], ['^']] as const

/**
 * Computes metric math: arithmetic and comparison over ids and numbers, `[a, b]`, `METRICS()`, `PERIOD(m)`, `SUM`, `AVG`,
 * `MIN`, `MAX`, `FILL`, `IF`, `ABS`. Null when the expression is wrong.
 */
export const computeExpression = (expression: string, scope: Scope): Value | null => {
  const tokens = tokenize(expression)
  if (tokens === null) return null
  let at = 0
  const peek = (): Token | undefined => tokens[at]
  const take = (sign: string): boolean => {
    const token = peek()
    if (token?.kind !== 'sign' || token.value !== sign) return false
    at += 1
    return true
  }

  const list = (end: string): (Value | 'REPEAT')[] | null => {
    const values: (Value | 'REPEAT')[] = []
    if (take(end)) return values
    do {
      const token = peek()
      if (token?.kind === 'name' && token.value === 'REPEAT') {
        at += 1
        values.push('REPEAT')
        continue
      }
      const value = level(0)
      if (value === null) return null
      values.push(value)
    } while (take(','))
    return take(end) ? values : null
  }

  const named = (name: string): Value | null => {
    if (!take('(')) {
      const found = scope.lookup(name)
      return found === null ? null : series(found)
    }
    const parameters = list(')')
    if (parameters === null) return null
    if (name === 'METRICS') return { kind: 'list', list: scope.metrics() }
    if (name === 'PERIOD') return scalar(scope.periodSeconds)
    return callFunction(name, parameters, scope.moments)
  }

  const atom = (): Value | null => {
    if (take('(')) {
      const value = level(0)
      return take(')') ? value : null
    }
    if (take('-')) {
      const value = atom()
      return value && combine('*', scalar(-1), value)
    }
    if (take('[')) {
      const values = list(']')
      if (values === null) return null
      return {
        kind: 'list',
        list: values.flatMap((value) =>
          value !== 'REPEAT' && value.kind === 'series' ? [value.series] : [],
        ),
      }
    }
    const token = peek()
    at += 1
    if (token?.kind === 'number') return scalar(token.value)
    return token?.kind === 'name' ? named(token.value) : null
  }

  const level = (depth: number): Value | null => {
    const signs: readonly string[] | undefined = levels[depth]
    if (signs === undefined) return atom()
    let left = level(depth + 1)
    for (
      let token = peek();
      left !== null && token?.kind === 'sign' && signs.includes(token.value);
      token = peek()
    ) {
      at += 1
      const right = level(depth + 1)
      left = right && combine(token.value, left, right)
    }
    return left
  }

  const value = level(0)
  return at === tokens.length ? value : null
}
