import { pathInSite } from './path-in-site.ts'

type Page = {
  /** What its `<meta http-equiv="refresh">` says; null without one. */
  readonly refresh: string | null
  readonly inline: readonly string[]
  readonly siteUrl: string
  readonly baseUrl: string
}

/** A whole application in one page is longer than a script that only chooses a language. */
const mostOfAStub = 4000

/** `location = "/en/"`, `location.href = …`, `location.replace(…)`; the address where it stands there as a text. */
const assigned =
  /\blocation(?:\.href)?\s*=(?!=)\s*(?:(["'`])([^"'`$]*)\1)?|\blocation\.(?:replace|assign)\s*\(\s*(?:(["'`])([^"'`$]*)\3)?/

/**
 * Where a page without a script file leads browsers on to: the page of a language, or of a version. Reads on after "leads
 * on to"; null when it does not, or only reloads itself, or leaves the site.
 */
export function leadsOn({ refresh, inline, siteUrl, baseUrl }: Page): string | null {
  const address = /^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?(["']?)(.+?)\1\s*$/is.exec(refresh ?? '')?.[2]
  const path = address === undefined ? null : pathInSite(address, siteUrl, baseUrl)
  if (path !== null && /\D/.test(address ?? '')) return `/${path}`
  const text = inline.join('\n')
  const found = text.length > mostOfAStub ? null : assigned.exec(text)
  if (!found) return null
  const named = found[2] ?? found[4]
  if (named === undefined) return 'an address that its script computes'
  const inSite = pathInSite(named, siteUrl, baseUrl)
  return inSite === null ? null : `/${inSite}`
}
