/** What a literal that holds a forbidden value is. */
export type ForbiddenHit = 'held' | 'mentioned' | null

/** A key or token is a secret wherever it stands, also in a comment; a host or a word counts only where code uses it. */
export const isKeyLike = (value: string): boolean =>
  /[_\d]/.test(value) &&
  !value.includes('://') &&
  !/^[\w-]+(\.[\w-]+)+(:\d+)?(\/|$)/.test(value) &&
  !/^[a-z]+:\d+$/i.test(value)

/** A sentence for people: it calls nothing. */
export const isProse = (text: string): boolean => (text.match(/\S\s+\S/g)?.length ?? 0) >= 3

/** What libraries fall back to where there is no address bar: it has no port, and nothing is behind it. */
const libraryFallback = /^https?:\/\/(localhost|127\.0\.0\.1)\/?$/i

/**
 * Whether a literal of the code holds a forbidden value, or only speaks of it: in a sentence for people, in a link, in a
 * comparison (`hostname === 'localhost'`).
 */
export function judgeForbidden(
  literal: string,
  value: string,
  use: { readonly speaks: boolean; readonly named: boolean },
): ForbiddenHit {
  if (!literal.toLowerCase().includes(value.toLowerCase())) return null
  if (isKeyLike(value)) return literal.includes(value) ? 'held' : null
  if (use.named) return 'held'
  return use.speaks || isProse(literal) || libraryFallback.test(literal.trim()) ? 'mentioned' : 'held'
}
