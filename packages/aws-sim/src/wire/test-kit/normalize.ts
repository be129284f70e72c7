/** A value in a form that compares: no absent members, bytes as base64, dates as text, names sorted. */
export function normalize(value: unknown): unknown {
  if (value === null || value === undefined) return undefined
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `base64:${Buffer.from(value).toString('base64')}`
  if (typeof value === 'bigint') return `bigint:${value}`
  if (Object.prototype.toString.call(value) === '[object String]') return (value as string).valueOf()
  if (Array.isArray(value)) return value.map(normalize)
  if (typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, member]) => member !== null && member !== undefined && name !== '$metadata')
      .map(([name, member]) => [name, normalize(member)] as const)
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  )
}
