import { allows, type Origin } from './policy-source.ts'

/** A script tag of the page, with what a Content-Security-Policy asks of it. */
export type ScriptTag = {
  /** As the page writes it, relative to the site's root. */
  readonly path: string
  readonly nonce: string | null
  readonly integrity: string | null
  /** The policies that hold where it stands: those of the header, and of the tags before it. */
  readonly policies: readonly string[]
}

/** What forbids something: the directive, as it is written. */
export type Forbidden = { readonly directive: string }

const callDirectives = ['connect-src', 'default-src'] as const
const scriptDirectives = ['script-src-elem', 'script-src', 'default-src'] as const

/**
 * What forbids the page to call an address; null when nothing does. Only the host counts of a source with a path: which
 * paths are called is not known. https://www.w3.org/TR/CSP3/#directive-connect-src
 */
export function forbidsCall(policies: readonly string[], address: string, siteUrl: string): Forbidden | null {
  const [url, self] = [URL.parse(address, siteUrl), URL.parse(siteUrl)]
  if (url === null || self === null) return null
  return firstForbidden(policies, callDirectives, (sources) =>
    sources.some((source) => allows(source, { url, self, path: 'any' })),
  )
}

/** What forbids the script of a tag; null when nothing does. https://www.w3.org/TR/CSP3/#script-pre-request */
export function forbidsScript(
  { path, nonce, integrity, policies }: ScriptTag,
  siteUrl: string,
): Forbidden | null {
  const self = URL.parse(siteUrl)
  const url = URL.parse(path, siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`)
  if (url === null || self === null) return null
  return firstForbidden(policies, scriptDirectives, (sources) =>
    isScriptAllowed(sources, { url, self }, nonce, integrity),
  )
}

function isScriptAllowed(
  sources: readonly string[],
  of: { readonly url: Origin; readonly self: Origin },
  nonce: string | null,
  integrity: string | null,
): boolean {
  if (nonce && sources.includes(`'nonce-${nonce}'`)) return true
  const hashes = integrity?.trim().split(/\s+/).filter(Boolean) ?? []
  if (hashes.length > 0 && hashes.every((hash) => sources.includes(`'${hash.split('?')[0]}'`))) return true
  // Then hosts count no more: a tag of the page needs its nonce or its hash.
  if (sources.some((source) => source.toLowerCase() === "'strict-dynamic'")) return false
  return sources.some((source) => allows(source, { ...of, path: 'exact' }))
}

/** Each of several policies has to allow it; within one, the most special directive that it has counts, and of its name the first. */
function firstForbidden(
  policies: readonly string[],
  names: readonly string[],
  isAllowed: (sources: readonly string[]) => boolean,
): Forbidden | null {
  for (const policy of policies.flatMap((text) => text.split(','))) {
    const directives = policy.split(';').map((text) => text.trim().split(/\s+/))
    const directive = names
      .map((name) => directives.find(([own = '']) => own.toLowerCase() === name))
      .find((one) => one !== undefined)
    if (directive !== undefined && !isAllowed(directive.slice(1)))
      return { directive: directive.join(' ').slice(0, 200) }
  }
  return null
}

/** Scripts that the page's own policy makes browsers refuse; each reads on after "browsers refuse". */
export const notAllowed = (
  tags: readonly ScriptTag[],
  siteUrl: string,
  nameOf: (path: string) => string,
): string[] => [
  ...new Set(
    tags.flatMap((tag) => {
      const forbidden = forbidsScript(tag, siteUrl)
      return forbidden === null
        ? []
        : [
            `${nameOf(tag.path)}: the page's Content-Security-Policy does not allow it (${forbidden.directive})`,
          ]
    }),
  ),
]
