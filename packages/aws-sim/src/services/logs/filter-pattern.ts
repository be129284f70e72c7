/** Whether a log line satisfies a filter pattern: all terms, none with a minus, any of those with a question mark; quotes keep words together. JSON and column patterns are not understood and match nothing. */
export const matchesFilter = (pattern: string, message: string): boolean => {
  const trimmed = pattern.trim()
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) return false
  const terms = [...trimmed.matchAll(/([-?]?)(?:"([^"]*)"|(\S+))/g)].map(([, sign = '', quoted, word]) => ({
    sign,
    text: quoted ?? word ?? '',
  }))
  const optional = terms.filter(({ sign }) => sign === '?')
  const excluded = terms.filter(({ sign }) => sign === '-')
  const required = terms.filter(({ sign }) => sign === '')
  const has = ({ text }: { readonly text: string }): boolean => message.includes(text)
  return (
    required.every(has) &&
    !excluded.some(has) &&
    (optional.length === 0 || required.length > 0 || optional.some(has))
  )
}
