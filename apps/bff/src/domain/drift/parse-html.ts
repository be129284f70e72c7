import { Parser } from 'htmlparser2'

/** What the served HTML says about the frontend; null for what it does not say. */
export type ParsedHtml = {
  /** The `data-build-version` attribute. */
  readonly buildVersion: string | null
  /** Path of the entry script, relative to the site's root, without a leading slash. */
  readonly entryPath: string | null
}

/** Browsers do not load scripts that stand in here when scripting is on. */
const inertElements: ReadonlySet<string> = new Set(['template', 'noscript'])

/**
 * Reads the build version and the entry script from an HTML page.
 * The entry is the first module script of the site itself, else its first classic script: scripts of other
 * hosts (analytics, a payment provider) are never taken for it.
 * `siteUrl` is the root at which the site is served.
 */
export function parseHtml(text: string, siteUrl = 'https://site.invalid/'): ParsedHtml {
  let buildVersion: string | null = null
  let base: string | null = null
  let moduleScript: string | null = null
  let classicScript: string | null = null
  let inertDepth = 0
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        if (inertElements.has(name)) inertDepth += 1
        if (inertDepth > 0) return
        buildVersion ??= attributes['data-build-version']?.trim() || null
        if (name === 'base') base ??= attributes['href'] ?? null
        if (name !== 'script') return
        const path = attributes['src'] ? pathInSite(attributes['src'], base, siteUrl) : null
        if (attributes['type']?.trim().toLowerCase() === 'module') moduleScript ??= path
        else classicScript ??= path
      },
      onclosetag(name) {
        if (inertElements.has(name)) inertDepth -= 1
      },
    },
    { lowerCaseTags: true, lowerCaseAttributeNames: true },
  )
  parser.write(text)
  parser.end()
  return { buildVersion, entryPath: moduleScript ?? classicScript }
}

/** Null when the address is of another host or outside the site's root. */
function pathInSite(source: string, base: string | null, siteUrl: string): string | null {
  const root = new URL(siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`)
  const page = base === null ? root : URL.parse(base, root.href)
  const url = page && URL.parse(source, page.href)
  if (!url || url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) return null
  return url.pathname.slice(root.pathname.length) || null
}
