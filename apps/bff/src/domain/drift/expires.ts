/**
 * Seconds that an `Expires` header gives an answer of the time `from`: 0 when that is over, or no time at all, as RFC
 * 9111 (5.3) wants "0" to be read. Null without the header.
 */
export function expiresAfter(header: string | undefined, from: Date): number | null {
  if (header === undefined) return null
  const at = Date.parse(header)
  return Number.isNaN(at) ? 0 : Math.max(0, Math.round((at - from.getTime()) / 1000))
}
