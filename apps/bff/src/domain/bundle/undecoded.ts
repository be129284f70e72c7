const isControl = (letter: string): boolean => letter < ' ' && !'\t\n\v\f\r'.includes(letter)

/**
 * Whether a text was made of bytes that are none: gzip without `Content-Encoding`, or other bytes of which much is neither
 * UTF-8 nor a letter. A text in an old character set is not: it holds no control characters.
 */
export function isUndecoded(text: string): boolean {
  const start = text.slice(0, 1000)
  if (start.startsWith('\u001F\uFFFD')) return true
  const broken = start.match(/\uFFFD/g)?.length ?? 0
  return broken * 5 > start.length && [...start].some(isControl)
}
