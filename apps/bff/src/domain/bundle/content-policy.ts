import { createHash } from 'node:crypto'
import { parseHash } from './integrity.ts'
import { allows, type Origin } from './policy-source.ts'

/** A script or stylesheet of the page, with what a Content-Security-Policy asks of it. */
export type ScriptTag = {
  /** Of the site, of another address, or standing in the page itself. */
  readonly place: 'site' | 'elsewhere' | 'page'
  /** Relative to the site's root as the page writes it; an address; a name such as `script 2 of the page`. */
  readonly path: string
  /** `map`: says where modules lie; `handler`: an attribute that runs when the element has loaded. */
  readonly kind: 'script' | 'module' | 'map' | 'style' | 'handler'
  readonly isAsync: boolean
  /** Of what stands in the page; else empty. */
  readonly text: string
  readonly nonce: string | null
  readonly integrity: string | null
  /** The policies that hold where it stands: those of the header, and of the tags before it. */
  readonly policies: readonly string[]
}

/** What forbids something: the directive, as it is written. */
export type Forbidden = { readonly directive: string }

const callDirectives = ['connect-src', 'default-src'] as const
const scriptDirectives = ['script-src-elem', 'script-src', 'default-src'] as const
const handlerDirectives = ['script-src-attr', 'script-src', 'default-src'] as const
const styleDirectives = ['style-src-elem', 'style-src', 'default-src'] as const

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

/** What forbids a tag of the page; null when nothing does. https://www.w3.org/TR/CSP3/#script-pre-request */
export function forbidsScript(tag: ScriptTag, siteUrl: string): Forbidden | null {
  const self = URL.parse(siteUrl)
  if (self === null) return null
  const { kind, place, path, policies } = tag
  if (place === 'page')
    return firstForbidden(policies, kind === 'handler' ? handlerDirectives : scriptDirectives, (sources) =>
      isInlineAllowed(sources, tag),
    )
  const url = URL.parse(path, siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`)
  if (url === null) return null
  return firstForbidden(policies, kind === 'style' ? styleDirectives : scriptDirectives, (sources) =>
    isFileAllowed(sources, { url, self }, tag),
  )
}

/** What forbids the page's `<base>`, which browsers then overlook; null when nothing does. */
export function forbidsBase(policies: readonly string[], address: string, siteUrl: string): Forbidden | null {
  const [url, self] = [URL.parse(address, siteUrl), URL.parse(siteUrl)]
  if (url === null || self === null) return null
  return firstForbidden(policies, ['base-uri'], (sources) =>
    sources.some((source) => allows(source, { url, self, path: 'exact' })),
  )
}

/** What forbids every script of the page: a sandbox that runs none. https://www.w3.org/TR/CSP3/#directive-sandbox */
export const forbidsAll = (policies: readonly string[]): Forbidden | null =>
  firstForbidden(policies, ['sandbox'], (flags) => hasWord(flags, 'allow-scripts'))

const hasWord = (sources: readonly string[], word: string): boolean =>
  sources.some((source) => source.toLowerCase() === word)

const noncesOf = (sources: readonly string[]): string[] =>
  sources.flatMap((source) => /^'nonce-(.+)'$/i.exec(source)?.[1] ?? [])

const hashesOf = (sources: readonly string[]) =>
  sources.flatMap((source) => (/^'.*'$/.test(source) ? parseHash(source.slice(1, -1)) : []))

function isFileAllowed(
  sources: readonly string[],
  of: { readonly url: Origin; readonly self: Origin },
  { kind, nonce, integrity }: ScriptTag,
): boolean {
  if (nonce && noncesOf(sources).includes(nonce)) return true
  if (kind !== 'style') {
    const hashes = integrity?.trim().split(/\s+/).filter(Boolean) ?? []
    if (hashes.length > 0 && hashes.every((hash) => sources.includes(`'${hash.split('?')[0]}'`))) return true
    // Then hosts count no more: a tag of the page needs its nonce or its hash.
    if (hasWord(sources, "'strict-dynamic'")) return false
  }
  return sources.some((source) => allows(source, { ...of, path: 'exact' }))
}

/** `'unsafe-inline'` counts for nothing beside a nonce or a hash. https://www.w3.org/TR/CSP3/#match-element-to-source-list */
function isInlineAllowed(sources: readonly string[], { kind, text, nonce }: ScriptTag): boolean {
  const [nonces, hashes] = [noncesOf(sources), hashesOf(sources)]
  if (kind !== 'handler' && nonce && nonces.includes(nonce)) return true
  const isHashed = kind !== 'handler' || hasWord(sources, "'unsafe-hashes'")
  if (isHashed && hashes.some(({ algorithm, value }) => value === hashOf(text, algorithm))) return true
  const isStrict = nonces.length + hashes.length > 0 || hasWord(sources, "'strict-dynamic'")
  return !isStrict && hasWord(sources, "'unsafe-inline'")
}

/** Of the text as browsers hold it, in which every line ends alike. */
const hashOf = (text: string, algorithm: string): string =>
  createHash(algorithm).update(text.replace(/\r\n?/g, '\n')).digest('base64').replace(/=+$/, '')

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
