import { createHash } from 'node:crypto'

const longestText = 500
const longestList = 50

/** An input small enough to keep and to print: bodies become size and MD5, long texts and lists are cut. */
export function summarizeInput(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, summarize(value)]))
}

function summarize(value: unknown): unknown {
  if (value instanceof Uint8Array)
    return { bytes: value.byteLength, md5: createHash('md5').update(value).digest('hex') }
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string' && value.length > longestText)
    return `${value.slice(0, longestText)}… (${value.length} characters)`
  if (Array.isArray(value)) return value.slice(0, longestList).map(summarize)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'object' && value !== null) return summarizeInput({ ...value })
  return value
}
