type TextIssue = { readonly path: readonly string[]; readonly message: string }

/**
 * Names every text that no database would give back as it came: PostgreSQL refuses U+0000, and half a surrogate pair
 * is replaced on its way, after which the audit trail's hash would no longer match.
 */
export function unstorableTexts(value: unknown, path: readonly string[] = []): readonly TextIssue[] {
  if (typeof value === 'string') {
    const message = whyUnstorable(value)
    return message === null ? [] : [{ path, message }]
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, field]: [string, unknown]) =>
    unstorableTexts(field, [...path, key]),
  )
}

function whyUnstorable(text: string): string | null {
  if (text.includes('\u0000')) return 'contains the character U+0000, which is not text'
  if (!text.isWellFormed()) return 'contains half of a surrogate pair, which is not a character'
  return null
}
