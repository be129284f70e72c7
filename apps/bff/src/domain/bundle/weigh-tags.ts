import type { RefusedBase } from '../drift/page-tags.ts'
import type { ParsedHtml } from '../drift/parse-html.ts'
import { forbidsAll, forbidsScript, type ScriptTag } from './content-policy.ts'
import type { ScriptFacts } from './scan-script.ts'
import { decodePath, linksOf } from './script-links.ts'
import type { Wanted } from './wanted.ts'

/** A tag of the page, with whether the application does without it. */
export type WeighedTag = ScriptTag & { readonly isNeeded: boolean }

/** What a page's policies judge of it. */
export type JudgedPage = Pick<ParsedHtml, 'policies' | 'refusedBase'> & {
  readonly tags: readonly WeighedTag[]
}

/** What browsers refuse of a page for its own policy; each reads on after "browsers refuse". */
export type RefusedTags = {
  /** Without it the application does not work. */
  readonly disallowed: readonly string[]
  /** What may be no part of the application: what counts its visitors, or chooses its colours. */
  readonly disallowedBeside: readonly string[]
}

/** `facts` are those of the scripts that stand in the page, by their names. */
export function weighTags(
  html: ParsedHtml,
  facts: ReadonlyMap<string, ScriptFacts>,
  { siteUrl, endpointName }: Pick<Wanted, 'siteUrl' | 'endpointName'>,
): WeighedTag[] {
  const { scriptTags } = html
  const isFile = ({ kind, place }: ScriptTag) => place === 'site' && (kind === 'script' || kind === 'module')
  const hasOwn = scriptTags.some(isFile)
  const isInline = (tag: ScriptTag): boolean => {
    const own = facts.get(tag.path)
    if (tag.kind === 'map') return true
    if (tag.kind === 'handler' || own === undefined) return false
    return (
      holdsApplication(tag, own, html, { siteUrl, endpointName }) || (!hasOwn && html.elsewhere.length === 0)
    )
  }
  const inline = new Set(scriptTags.filter((tag) => tag.place === 'page' && isInline(tag)))
  const isLed = !hasOwn && inline.size === 0
  const areAllAsync = scriptTags.every(({ place, isAsync }) => place !== 'elsewhere' || isAsync)
  return scriptTags.map((tag) => ({
    ...tag,
    isNeeded:
      tag.place === 'site' ||
      inline.has(tag) ||
      (tag.place === 'elsewhere' && isLed && (!tag.isAsync || areAllAsync)),
  }))
}

/** Whether a script that stands in the page is a part of the application: it loads files of the site, or tells it the backend. */
function holdsApplication(
  { kind, text }: ScriptTag,
  facts: ScriptFacts,
  { scriptTags, baseUrl }: ParsedHtml,
  { siteUrl, endpointName }: Pick<Wanted, 'siteUrl' | 'endpointName'>,
): boolean {
  // A page does without what a service worker keeps for it.
  const mentions = facts.mentions.filter(({ isServiceWorker }) => !isServiceWorker)
  const { strict, sure, possible } = linksOf({ ...facts, mentions }, null, siteUrl, baseUrl)
  const loads = strict.length > 0 || (sure.length + possible.length > 0 && !/\bserviceWorker\b/.test(text))
  const tellsBackend = facts.named[endpointName] !== undefined || facts.bare.includes(endpointName)
  const hasModule = scriptTags.some((tag) => tag.place === 'site' && tag.kind === 'module')
  return loads || facts.refers || tellsBackend || (kind === 'module' && !hasModule)
}

/** Whether a page that loads no script of its own site is itself the application, whatever it loads of other hosts. */
export function standsInPage(html: ParsedHtml, tags: readonly WeighedTag[]): boolean {
  if (html.inline.length === 0 || html.leadsTo !== null) return false
  return (
    html.elsewhere.length === 0 ||
    tags.some(({ place, kind, isNeeded }) => place === 'page' && kind !== 'map' && isNeeded)
  )
}

/** Scripts of other hosts that may be the application, or a part of it; each reads on after "not looked into: ". */
export const scriptsBeyond = (html: ParsedHtml, tags: readonly WeighedTag[]): string[] =>
  html.entryPath !== null ||
  html.elsewhere.length === 0 ||
  tags.some(({ place, kind, isNeeded }) => place === 'page' && kind === 'module' && isNeeded)
    ? []
    : [`the scripts on ${html.elsewhere.slice(0, 3).join(', ')}`]

/** The page as it would be if these headers came with it, too. */
export const underHeaders = (page: JudgedPage, headerPolicies: readonly string[]): JudgedPage => ({
  ...page,
  policies: [...headerPolicies, ...page.policies],
  tags: page.tags.map((tag) => ({ ...tag, policies: [...headerPolicies, ...tag.policies] })),
})

/** What of a page its policies forbid. */
export function refusedTags({ tags, policies, refusedBase }: JudgedPage, siteUrl: string): RefusedTags {
  const all = tags.length === 0 ? null : forbidsAll(policies)
  if (all !== null)
    return { disallowed: [`every script: ${notAllowed} (${all.directive})`], disallowedBeside: [] }
  const refused = tags.flatMap((tag) => {
    const forbidden = forbidsScript(tag, siteUrl)
    if (forbidden === null) return []
    const name = tag.place === 'site' ? decodePath(tag.path) : tag.path.slice(0, 200)
    return [{ text: `${name}: ${notAllowed} (${forbidden.directive})`, isNeeded: tag.isNeeded }]
  })
  const found = refusedBase === null ? refused : [...refused, withoutBase(refusedBase)]
  const texts = (isNeeded: boolean) => [
    ...new Set(found.filter((one) => one.isNeeded === isNeeded).map(({ text }) => text)),
  ]
  return { disallowed: texts(true), disallowedBeside: texts(false) }
}

const notAllowed = "the page's Content-Security-Policy does not allow it"

/** Reads on after "browsers refuse". */
export function withoutBase({ address, directive, isElsewhere }: RefusedBase) {
  const loss = isElsewhere
    ? 'its scripts are looked for elsewhere'
    : 'pages below a folder do not find their scripts'
  const text = `<base href="${address.slice(0, 200)}">, without which ${loss}: ${notAllowed} (${directive})`
  return { text, isNeeded: isElsewhere }
}
