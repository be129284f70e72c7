import type { ScriptTag } from '../bundle/content-policy.ts'
import type { StatedIntegrity } from '../bundle/integrity.ts'
import { leadsOn } from './leads-on.ts'
import { isModuleMap, mappedElsewhere, mappedIntegrity } from './mapped-modules.ts'
import { readTags, type Attributes } from './html-tags.ts'
import { collectTags, type RefusedBase } from './page-tags.ts'
import { pathInSite, rootOf } from './path-in-site.ts'

/** What the served HTML says about the frontend; null for what it does not say. */
export type ParsedHtml = {
  /** The `data-build-version` attribute. */
  readonly buildVersion: string | null
  /** Path of the entry script, relative to the site's root, without a leading slash, as it stands in the page. */
  readonly entryPath: string | null
  /** All scripts of the site itself that the page makes browsers load, old and new ones, in the page's order. */
  readonly scripts: readonly string[]
  /** Where else scripts lie that it makes browsers load: other hosts, and addresses of its own host outside the site. */
  readonly elsewhere: readonly string[]
  /** Those of `scripts` and `announced` that are modules. */
  readonly modules: readonly string[]
  /** Scripts of the site that the page only announces: a browser can do without them. */
  readonly announced: readonly string[]
  /** Stylesheets of the site that it makes browsers load. */
  readonly stylesheets: readonly string[]
  /** The text of scripts that stand in the page itself, and of data for them. */
  readonly inline: readonly string[]
  /** What stands in attributes and may be an address. */
  readonly attributes: readonly string[]
  /** Without a doctype browsers are lenient, as with pages of long ago. */
  readonly hasDoctype: boolean
  /** Where in the site a page without a script of its own leads browsers on to; null when it does not. */
  readonly leadsTo: string | null
  /** What its tags and its maps of modules state of the bytes of scripts and stylesheets that browsers need. */
  readonly integrity: readonly StatedIntegrity[]
  /** The Content-Security-Policies that hold in it: of its header, then of its tags. */
  readonly policies: readonly string[]
  /** What today's browsers load and run of it, as far as a policy may forbid it. */
  readonly scriptTags: readonly ScriptTag[]
  /** The page's `<base>` where a policy forbids it and it matters; null elsewhere. */
  readonly refusedBase: RefusedBase | null
  /** What its maps of modules lead to that is not looked at; each reads on after "not looked into: ". */
  readonly unseen: readonly string[]
  /** What the page resolves its own addresses against: its own, or that of its `<base>`. */
  readonly baseUrl: string
}

/** Browsers do not load scripts that stand in here when scripting is on. */
const inertElements: ReadonlySet<string> = new Set(['template', 'noscript'])
/** Scripts by their `type`. */
const scriptTypes = /^(module|(text|application)\/(x-)?(javascript|ecmascript)|)$/
/** Data that a page brings along for its scripts, and what a script of its own makes browsers run (SystemJS, es-module-shims). */
const dataTypes = /^((systemjs-)?importmap|application\/json|(module|importmap)-shim)$/
/** Of those, what may name a file of the site; `import:` in front of it names an entry of a map. */
const loaderTypes = /^(systemjs-module|module-shim)$/
const announcements: ReadonlySet<string> = new Set(['modulepreload', 'preload', 'prefetch'])

/**
 * Reads the build version and the site's own scripts from an HTML page, in time linear in its length.
 * The entry is the first module script of the site itself, else its first classic script: scripts of other
 * hosts (analytics, a payment provider) are never taken for it.
 * `siteUrl` is the root at which the site is served; `headerPolicies` are the Content-Security-Policies that it is served with.
 */
export function parseHtml(
  text: string,
  siteUrl = 'https://site.invalid/',
  headerPolicies: readonly string[] = [],
): ParsedHtml {
  let buildVersion: string | null = null
  let base: string | null = null
  let moduleScript: string | null = null
  let classicScript: string | null = null
  let refresh: string | null = null
  let inertDepth = 0
  let isRead = false
  let isMap = false
  const unseen = new Set<string>()
  const integrity: StatedIntegrity[] = []
  const maps: string[] = []
  /** Tags that say it themselves, if only that any bytes are right. */
  const outspoken = new Set<string>()
  const collected = collectTags(headerPolicies, siteUrl)
  let scriptAttributes: Attributes = {}
  const scripts = new Set<string>()
  const elsewhere = new Set<string>()
  const announced = new Set<string>()
  const modules = new Set<string>()
  const stylesheets = new Set<string>()
  const inline: string[] = []
  const values = new Set<string>()
  const add = (to: Set<string>, source: string | undefined): string | null => {
    if (source) collected.names(source)
    const path = source ? pathInSite(source, siteUrl, baseOf(base, siteUrl)) : null
    if (path !== null) to.add(path)
    return path
  }
  const state = (path: string | null, metadata: string | undefined): void => {
    if (path !== null && metadata !== undefined) outspoken.add(path)
    if (path !== null && metadata) integrity.push({ path, metadata })
  }
  readTags(text, {
    open(name, attributes) {
      if (inertElements.has(name)) inertDepth += 1
      if (inertDepth > 0) return
      for (const value of Object.values(attributes)) if (mayBeAddress(value)) values.add(value)
      buildVersion ??= attributes['data-build-version']?.trim() || null
      const equivalent = name === 'meta' ? attributes['http-equiv']?.trim().toLowerCase() : undefined
      if (equivalent === 'refresh') refresh ??= attributes['content'] ?? null
      if (equivalent === 'content-security-policy') collected.meta(attributes['content'] ?? '')
      if (name === 'body') collected.leaveHead()
      if (name === 'base' && base === null && attributes['href'] !== undefined)
        base = collected.base(attributes['href'])
      const type = attributes['type']?.trim().toLowerCase() ?? ''
      if (name === 'link' && announces(attributes)) {
        const path = add(announced, attributes['href'])
        if (path !== null && relationOf(attributes) === 'modulepreload') {
          modules.add(path)
          state(path, attributes['integrity'])
        }
      }
      if (name === 'link' && styles(attributes)) {
        const path = add(stylesheets, attributes['href'])
        state(path, attributes['integrity'])
        if (path !== null) collected.add({ place: 'site', path, kind: 'style' }, attributes)
        const handler = attributes['onload']
        if (path !== null && handler !== undefined)
          collected.add(
            { place: 'page', path: `the onload of ${path}`, kind: 'handler', text: handler },
            attributes,
          )
      }
      if (name !== 'script') return
      scriptAttributes = attributes
      isRead = scriptTypes.test(type) || dataTypes.test(type)
      isMap = isModuleMap(type)
      if (isMap && attributes['src']) unseen.add(`the modules that ${attributes['src'].slice(0, 200)} names`)
      if (loaderTypes.test(type) && !/^import:/i.test(attributes['src'] ?? ''))
        add(announced, attributes['src'])
      if (!scriptTypes.test(type)) return
      const path = add(scripts, attributes['src'])
      state(path, attributes['integrity'])
      const place = path === null ? placeOf(attributes['src'], siteUrl, baseOf(base, siteUrl)) : null
      if (place !== null) elsewhere.add(place)
      const kind = type === 'module' ? 'module' : 'script'
      if (!('nomodule' in attributes)) {
        if (path !== null) collected.add({ place: 'site', path, kind }, attributes)
        if (place !== null)
          collected.add(
            {
              place: 'elsewhere',
              path: URL.parse(attributes['src'] ?? '', baseOf(base, siteUrl))?.href ?? place,
              kind,
            },
            attributes,
          )
      }
      // Vite's build for old browsers keeps its entry here, for its loader to take.
      add(scripts, attributes['data-src'])
      if (type === 'module') {
        moduleScript ??= path
        if (path !== null) modules.add(path)
      }
      if (type !== 'module' && !('nomodule' in attributes)) classicScript ??= path
    },
    close(name) {
      if (inertElements.has(name)) inertDepth = Math.max(0, inertDepth - 1)
    },
    script(source) {
      if (isMap && inertDepth === 0) {
        maps.push(source)
        for (const what of mappedElsewhere(source, siteUrl, baseOf(base, siteUrl))) unseen.add(what)
      }
      if (!isRead || inertDepth > 0 || source.trim() === '') return
      inline.push(source)
      const kind = kindOf(scriptAttributes)
      if (kind !== null)
        collected.add(
          { place: 'page', path: inlineName(inline.length), kind, text: source },
          scriptAttributes,
        )
    },
  })
  const entryPath = moduleScript ?? classicScript ?? [...scripts, ...announced][0] ?? null
  return {
    buildVersion,
    entryPath,
    leadsTo:
      entryPath === null ? leadsOn({ refresh, inline, siteUrl, baseUrl: baseOf(base, siteUrl) }) : null,
    scripts: [...scripts],
    elsewhere: [...elsewhere],
    announced: [...announced].filter((path) => !scripts.has(path)),
    modules: [...modules],
    stylesheets: [...stylesheets],
    inline,
    integrity: [
      ...integrity,
      ...mappedIntegrity(maps, siteUrl, baseOf(base, siteUrl)).filter(
        ({ path }) => !outspoken.has(path) && (!scripts.has(path) || modules.has(path)),
      ),
    ],
    policies: collected.policies,
    scriptTags: collected.tags,
    refusedBase: collected.refusedBase(),
    unseen: [...unseen],
    attributes: [...values],
    hasDoctype: /<!doctype\s/i.test(text.slice(0, 1024)),
    baseUrl: baseOf(base, siteUrl),
  }
}

/** For a page that functions at the edge complete: the policy that it is served with is not the one that it has. */
export const withoutPolicies = (html: ParsedHtml): ParsedHtml => ({
  ...html,
  policies: [],
  scriptTags: html.scriptTags.map((tag) => ({ ...tag, policies: [] })),
  refusedBase: null,
})

/** What a script that stands in the page is called, the first of which is number 1. */
export const inlineName = (number: number): string => `script ${number} of the page`

/** How browsers run the text of a script; null where they do not: it is data, or a file takes its place. */
function kindOf({ type = '', src, nomodule }: Attributes): ScriptTag['kind'] | null {
  const own = type.trim().toLowerCase()
  if (src !== undefined || nomodule !== undefined) return null
  if (own === 'importmap') return 'map'
  return scriptTypes.test(own) ? (own === 'module' ? 'module' : 'script') : null
}

const mayBeAddress = (value: string): boolean => value.includes('.') && value.length < 2000

const relationOf = ({ rel = '' }: Attributes): string => rel.trim().toLowerCase()

const announces = (attributes: Attributes): boolean =>
  announcements.has(relationOf(attributes)) &&
  (relationOf(attributes) === 'modulepreload' || attributes['as']?.trim().toLowerCase() === 'script')

const styles = ({ rel = '', disabled }: Attributes): boolean => {
  const relations = rel.trim().toLowerCase().split(/\s+/)
  return relations.includes('stylesheet') && !relations.includes('alternate') && disabled === undefined
}

const baseOf = (base: string | null, siteUrl: string): string =>
  URL.parse(base ?? '', rootOf(siteUrl))?.href ?? rootOf(siteUrl)

/** Of a script that is not of the site: its host, and the path where that is the site's own; null for what lies nowhere (`data:`). */
function placeOf(address: string | undefined, siteUrl: string, from: string): string | null {
  const url = address ? URL.parse(address, from) : null
  if (!url || url.host === '') return null
  return url.host === new URL(siteUrl).host ? `${url.host}${url.pathname}` : url.host
}
