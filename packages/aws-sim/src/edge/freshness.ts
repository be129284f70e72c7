/** The limits of a cache behaviour, in seconds. */
export type TtlLimits = { readonly minimum: number; readonly standard: number; readonly maximum: number }

/**
 * How long CloudFront may serve an answer without asking the origin, in seconds: `s-maxage` before `max-age`,
 * then `Expires`, the default TTL when none is there, within the behaviour's limits. 0 stores and asks each time; null does not store.
 */
export function freshSeconds(
  headers: Readonly<Record<string, string>>,
  limits: TtlLimits,
  now: number,
): number | null {
  const directives = parseCacheControl(headers['cache-control'] ?? '')
  if (directives.has('no-store') || directives.has('private'))
    return limits.minimum > 0 ? limits.minimum : null
  if (directives.has('no-cache')) return limits.minimum
  const wanted =
    seconds(directives.get('s-maxage')) ??
    seconds(directives.get('max-age')) ??
    secondsUntil(headers['expires'], now) ??
    limits.standard
  return Math.min(Math.max(wanted, limits.minimum), limits.maximum)
}

function parseCacheControl(header: string): ReadonlyMap<string, string> {
  return new Map(
    header
      .toLowerCase()
      .split(',')
      .map((directive) => {
        const [name = '', value = ''] = directive.split('=')
        return [name.trim(), value.trim().replaceAll('"', '')] as const
      }),
  )
}

const seconds = (value: string | undefined): number | null =>
  value !== undefined && /^\d+$/.test(value) ? Number(value) : null

const secondsUntil = (expires: string | undefined, now: number): number | null =>
  expires === undefined ? null : Math.max(0, (Date.parse(expires) - now) / 1000)
