export type ListQuery = {
  readonly prefix: string
  readonly delimiter: string
  /** Keys up to and including this one are left out. */
  readonly after: string
  readonly limit: number
}
export type Listing = {
  readonly keys: readonly string[]
  readonly commonPrefixes: readonly string[]
  /** Where the next page starts; null at the end. */
  readonly next: string | null
}

/** The last possible string under a prefix, so that a page which ended on a common prefix does not show it again. */
const END = '\u{10FFFF}'

/** One page of a listing over keys in UTF-8 order; keys and common prefixes both count towards the limit. */
export function listKeys(sortedKeys: readonly string[], query: ListQuery): Listing {
  const keys: string[] = []
  const commonPrefixes: string[] = []
  // A page of none is complete, as S3 has it, and not the first of endlessly many.
  if (query.limit === 0) return { keys, commonPrefixes, next: null }
  let last = query.after
  for (const key of sortedKeys) {
    if (!key.startsWith(query.prefix) || compareKeys(key, last) <= 0) continue
    if (keys.length + commonPrefixes.length >= query.limit) return { keys, commonPrefixes, next: last }
    const end = query.delimiter === '' ? -1 : key.indexOf(query.delimiter, query.prefix.length)
    if (end < 0) {
      keys.push(key)
      last = key
    } else {
      const common = key.slice(0, end + query.delimiter.length)
      commonPrefixes.push(common)
      last = common + END
    }
  }
  return { keys, commonPrefixes, next: null }
}

/** S3 lists in the order of the keys' UTF-8 bytes, which is not the order of JavaScript's UTF-16 units. */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index)
    const right = b.charCodeAt(index)
    if (left !== right) return surrogatesLast(left) - surrogatesLast(right)
  }
  return a.length - b.length
}

const surrogatesLast = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit)
