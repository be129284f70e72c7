/** What stands in a rule: `(split pct::10 by::$userId)`, `(and (eq $plan "team") (in $country ["FR" "DE"]))`. */
export type Operand =
  | { readonly kind: 'value'; readonly value: string | number | boolean }
  | { readonly kind: 'context'; readonly key: string }
  | { readonly kind: 'list'; readonly values: readonly (string | number | boolean)[] }
  | { readonly kind: 'rule'; readonly rule: Rule }

export type Rule = {
  readonly operator: string
  readonly operands: readonly Operand[]
  /** Those given by name, as `pct::10`. */
  readonly named: Readonly<Record<string, Operand>>
}

const token = /\s*(?:([()[\],])|([a-zA-Z]\w*)::|\$([\w.-]+)|("(?:[^"\\]|\\.)*")|([^\s()[\],"$]+))/y

type Token = { readonly kind: 'sign' | 'name' | 'context' | 'text' | 'word'; readonly text: string }

/** Reads a rule; null when it is not one. */
export function parseRule(source: string): Rule | null {
  const tokens = tokenize(source.trim())
  if (tokens === null) return null
  let at = 0
  const sign = (text: string): boolean => tokens[at]?.kind === 'sign' && tokens[at]?.text === text
  const skip = (text: string): boolean => sign(text) && ++at > 0

  const list = (): Operand | null => {
    const values: (string | number | boolean)[] = []
    while (!skip(']')) {
      if (skip(',')) continue
      const one = operand()
      if (one?.kind !== 'value') return null
      values.push(one.value)
    }
    return { kind: 'list', values }
  }
  const operand = (): Operand | null => {
    if (sign('(')) {
      const inner = rule()
      return inner && { kind: 'rule', rule: inner }
    }
    if (skip('[')) return list()
    const next = tokens[at++]
    switch (next?.kind) {
      case 'context':
        return { kind: 'context', key: next.text }
      case 'text':
        return textOf(next.text)
      case 'word':
        return wordOf(next.text)
      default:
        return null
    }
  }
  const rule = (): Rule | null => {
    const operator = skip('(') ? tokens[at++] : undefined
    if (operator?.kind !== 'word') return null
    const operands: Operand[] = []
    const named: Record<string, Operand> = {}
    while (!skip(')')) {
      const name = tokens[at]?.kind === 'name' ? tokens[at++]?.text : undefined
      const one = operand()
      if (one === null) return null
      if (name === undefined) operands.push(one)
      else named[name] = one
    }
    return { operator: operator.text, operands, named }
  }
  const read = rule()
  return at === tokens.length ? read : null
}

function tokenize(source: string): Token[] | null {
  const tokens: Token[] = []
  for (let at = 0; at < source.length; at = token.lastIndex) {
    token.lastIndex = at
    const [matched, sign, name, context, text, word] = token.exec(source) ?? []
    if (matched === undefined) return null
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (context !== undefined) tokens.push({ kind: 'context', text: context })
    else if (text !== undefined) tokens.push({ kind: 'text', text })
    else if (word !== undefined) tokens.push({ kind: 'word', text: word })
  }
  return tokens
}

function textOf(quoted: string): Operand | null {
  try {
    return { kind: 'value', value: String(JSON.parse(quoted)) }
  } catch {
    return null
  }
}

function wordOf(word: string): Operand | null {
  if (word === 'true' || word === 'false') return { kind: 'value', value: word === 'true' }
  const number = Number(word)
  return Number.isFinite(number) ? { kind: 'value', value: number } : null
}
