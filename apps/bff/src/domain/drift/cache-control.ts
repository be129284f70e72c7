/** One directive of a `Cache-Control` header; null where it has no argument. */
type Directives = ReadonlyMap<string, readonly (string | null)[]>

/** What is said of how long an answer may be kept. */
export type FreshnessHeaders = {
  readonly cacheControl: string | null
  /** From the answer's own time to its `Expires`, 0 for one that is no time; null or left out without the header. */
  readonly expiresSeconds?: number | null
  readonly lastModified: string | null
}

/** How long a cache may serve an answer without asking. */
export type Lifetime = {
  readonly seconds: number
  /** `guess`: nothing says it, and caches may decide by themselves. */
  readonly by: 'header' | 'guess'
  readonly immutable: boolean
}

/**
 * Whether a header is written as RFC 9111 (5.2) does not know it, such as with blanks around `=` or semicolons between
 * directives: caches ignore such a one, or take it for something else.
 */
export const isMalformed = (header: string): boolean =>
  header
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, 'quoted')
    .split(',')
    .some((directive) => !/^([!#$%&'*+.^_`|~\w-]+(=[^\s;"]*)?)?$/.test(directive.trim()))

/**
 * Reads the header as RFC 9111 (5.2) writes it: names in any case, arguments as a token or in quotes, in which a comma
 * separates nothing.
 */
function parseDirectives(header: string): Directives {
  if (isMalformed(header)) return new Map()
  const found = new Map<string, (string | null)[]>()
  for (const [, name = '', , quoted, token] of header.matchAll(
    /([!#$%&'*+.^_`|~\w-]+)\s*(=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?/g,
  )) {
    const key = name.toLowerCase()
    const value = quoted?.replace(/\\(.)/g, '$1') ?? token ?? null
    found.set(key, [...(found.get(key) ?? []), value])
  }
  return found
}

/** A directive that forbids only the fields that it names leaves the rest to be kept. */
const isSet = (directives: Directives, name: string): boolean =>
  directives.get(name)?.some((argument) => argument === null || argument === '') === true

const secondsOf = (argument: string | null): number | null =>
  argument !== null && /^\d+$/.test(argument.trim()) ? Number(argument) : null

/**
 * All that the values of a directive may be taken for. Caches differ in which of two they believe, and in what they make
 * of one that is no number (RFC 9111, 4.2.1), so that whoever asks takes the one that is worse for the question.
 */
const readings = (directives: Directives, name: string): readonly (number | null)[] =>
  (directives.get(name) ?? []).map(secondsOf)

function longest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 || known.length < values.length ? null : Math.max(...known)
}

/** What a stale answer may still be served for, while the cache asks anew (RFC 5861). */
function staleSeconds(directives: Directives): number {
  const forbidden = isSet(directives, 'must-revalidate') || isSet(directives, 'proxy-revalidate')
  return forbidden ? 0 : (longest(readings(directives, 'stale-while-revalidate')) ?? 0)
}

/** A tenth of what has passed since the last change, as RFC 9111 (4.2.2) suggests and browsers do. */
const guessed = (lastModified: string | null, now: string): number =>
  lastModified === null ? 0 : Math.max(0, (Date.parse(now) - Date.parse(lastModified)) / 10_000)

/** How long a browser may keep an answer that it got now. `s-maxage` and `private` are none of its business. */
export function browserLifetime(headers: FreshnessHeaders, now: string): Lifetime {
  const directives = parseDirectives(headers.cacheControl ?? '')
  const immutable = isSet(directives, 'immutable')
  const stated = (seconds: number): Lifetime => ({ seconds, by: 'header', immutable })
  if (isSet(directives, 'no-store') || isSet(directives, 'no-cache')) return stated(0)
  const maxAge = longest(readings(directives, 'max-age'))
  if (maxAge !== null) return stated(maxAge + staleSeconds(directives))
  const expires = headers.expiresSeconds ?? null
  if (expires !== null && !directives.has('max-age')) return stated(expires)
  return { seconds: guessed(headers.lastModified, now), by: 'guess', immutable }
}

/** Seconds of a cache behaviour at the edge. */
export type CacheLimits = { readonly minimum: number; readonly standard: number; readonly maximum: number }

/**
 * How long CloudFront may serve an answer without asking the origin, within the limits of the cache behaviour; without
 * them what the header alone says. Its minimum holds even against `no-store` and `private`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html
 */
export function edgeLifetime(headers: FreshnessHeaders, limits: CacheLimits | null): Lifetime {
  const { minimum, standard, maximum } = limits ?? { minimum: 0, standard: null, maximum: Infinity }
  const directives = parseDirectives(headers.cacheControl ?? '')
  const stated = (seconds: number): Lifetime => ({
    seconds: Math.min(Math.max(seconds, minimum), maximum),
    by: 'header',
    immutable: false,
  })
  if (['no-store', 'no-cache', 'private'].some((name) => isSet(directives, name))) return stated(minimum)
  const wanted =
    longest(readings(directives, 's-maxage')) ??
    longest(readings(directives, 'max-age')) ??
    headers.expiresSeconds ??
    null
  if (wanted !== null) return stated(wanted + staleSeconds(directives))
  // believed: a directive that is no number counts as none; not looked up.
  return { ...stated(standard ?? 0), by: 'guess' }
}

const oneDaySeconds = 86_400

/** A file that browsers need not ask for again for at least a day, in whatever way they read the header. */
export function isKeptForGood({ cacheControl }: Pick<FreshnessHeaders, 'cacheControl'>): boolean {
  const directives = parseDirectives(cacheControl ?? '')
  if (!isSet(directives, 'immutable')) return false
  if (isSet(directives, 'no-store') || isSet(directives, 'no-cache')) return false
  const ages = readings(directives, 'max-age')
  return ages.length > 0 && ages.every((age) => (age ?? 0) >= oneDaySeconds)
}
