/**
 * Whether a text was made of bytes that are none: gzip without `Content-Encoding`, or what is mostly no UTF-8. A page in
 * an old character set is not: its markup is ASCII.
 */
export function isUndecoded(text: string): boolean {
  const start = text.slice(0, 1000)
  const broken = start.match(/\uFFFD/g)?.length ?? 0
  return start.startsWith('\u001F\uFFFD') || broken * 5 > start.length
}
