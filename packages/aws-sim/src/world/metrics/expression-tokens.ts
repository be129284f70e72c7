export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string }

const pattern = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|"([^"]*)"|(>=|<=|==|!=|[-+*/^()[\],<>]))/y

/** Cuts a metric math expression into tokens; null when a character belongs to none. */
export const tokenize = (expression: string): Token[] | null => {
  const tokens: Token[] = []
  const source = expression.trimEnd()
  let at = 0
  while (at < source.length) {
    pattern.lastIndex = at
    const match = pattern.exec(source)
    if (match === null) return null
    const [, number, name, text, sign] = match
    if (number !== undefined) tokens.push({ kind: 'number', value: Number(number) })
    else if (name !== undefined) tokens.push({ kind: 'name', value: name })
    else if (text !== undefined) tokens.push({ kind: 'text', value: text })
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign })
    at = pattern.lastIndex
  }
  return tokens
}
