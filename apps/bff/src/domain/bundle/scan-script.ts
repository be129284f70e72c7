import { matchEndpoint } from '../drift/resolve-endpoint.ts'
import { isAddress, isRival } from './addresses.ts'
import { createChunkFinder, type ChunkFacts } from './chunk-names.ts'
import { createMentionFinder, type Mention } from './file-mentions.ts'
import { isKeyLike, isProse, judgeForbidden } from './forbidden.ts'
import { standsIn } from './stands-in.ts'
import { codeTokens, type CodeToken } from './tokens.ts'
import type { Wanted } from './wanted.ts'

/** What one script says. */
export type ScriptFacts = {
  /** Values of the wanted settings that stand under their name. */
  readonly named: Readonly<Record<string, readonly string[]>>
  /** Wanted settings of which only the expected value stands there. */
  readonly bare: readonly string[]
  /** Wanted settings whose expected value stands inside a text, as where a build folds it into a sentence. */
  readonly embedded: readonly string[]
  /** What speaks against what is bare: other environments' values and addresses; by setting. */
  readonly rivals: Readonly<Record<string, readonly string[]>>
  readonly forbidden: readonly string[]
  /** Forbidden values that a text speaks of. */
  readonly mentioned: readonly string[]
  /** Specifiers of modules that it imports, at once or later. */
  readonly imports: readonly string[]
  /** Those of `imports` that a loader of the page's own takes, as in `System.import("…")`, and not as modules. */
  readonly byLoader: readonly string[]
  /** Files of the site that its texts name. */
  readonly mentions: readonly Mention[]
  readonly chunks: ChunkFacts
  /** It names the file from which the site learns the backend's address. */
  readonly refers: boolean
  /** It imports files of its own site whose names it computes. */
  readonly computes: boolean
}

/** How many tokens are read at a stretch, before something else may have its turn. */
const tokensAtOnce = 20_000

/** Properties of which a value is shown or linked to, and not called. */
const linkKeys: ReadonlySet<string> = new Set(['href', 'src', 'to', 'xlinkHref', 'homepage', 'cite'])
const textKeys =
  /^(children|title|label|placeholder|alt|content|description|text|message|help|hint|aria-label|textContent|innerHTML)$/
const comparisons: ReadonlySet<string> = new Set(['===', '!==', '==', '!='])

/**
 * Reads a script as code: settings under their name, values, imports. Comments say nothing. Yields now and then, so that
 * whoever drives it can let others have their turn; the time is linear in the script's length.
 */
export function* scanScript(source: string, wanted: Wanted): Generator<void, ScriptFacts> {
  const facts = collectFacts(wanted)
  const chunks = createChunkFinder()
  // The five tokens before the one that is judged, the nearest first, and the one after it.
  let before: readonly CodeToken[] = []
  let current: CodeToken | null = null
  let read = 0
  const judge = (token: CodeToken, next: CodeToken | null) => {
    facts.see(token, before, next)
    const outline = token.kind === 'rest-literal' ? noText : token
    chunks.see(outline)
    if (token.kind === 'literal' && holdsJson.test(token.text)) seeInside(token.text, facts.see)
    before = [outline, ...before.slice(0, 4)]
  }
  for (const token of codeTokens(source)) {
    if (current !== null) judge(current, token)
    current = token
    read += 1
    if (read % tokensAtOnce === 0) yield
  }
  if (current !== null) judge(current, null)
  for (const value of wanted.forbidden) if (isKeyLike(value) && source.includes(value)) facts.forbid(value)
  return { ...facts.result(), chunks: chunks.result() }
}

/** What stands behind the first value of a template is not what anything else is called or handed over by. */
const noText: CodeToken = { kind: 'other', text: '' }

/** An object written as JSON: bundlers put large ones into a text, for `JSON.parse`. */
const holdsJson = /^\s*[[{]\s*["{[]/

function seeInside(json: string, see: ReturnType<typeof collectFacts>['see']): void {
  let before: readonly CodeToken[] = []
  let current: CodeToken | null = null
  for (const token of codeTokens(json)) {
    if (current !== null) {
      see(current, before, token)
      before = [current, ...before.slice(0, 4)]
    }
    current = token
  }
  if (current !== null) see(current, before, null)
}

/** A template of which more is to come: what it says so far, and whether that is for people. */
type Begun = { readonly speaks: boolean; readonly text: string }

function collectFacts(wanted: Wanted) {
  const named = new Map<string, Set<string>>()
  const rivals = new Map<string, Set<string>>()
  const bare = new Set<string>()
  const embedded = new Set<string>()
  /** Of templates that go on, by their beginning. */
  const begun = new WeakMap<CodeToken, Begun>()
  const forbidden = new Set<string>()
  const mentioned = new Set<string>()
  const imports = new Set<string>()
  const byBrowser = new Set<string>()
  const mentions = createMentionFinder()
  let computes = false
  let refers = false

  const see = (token: CodeToken, before: readonly CodeToken[], next: CodeToken | null): void => {
    const isText = textKeys.test(keyOf(before) ?? '') || isCompared(before, next)
    if (token.kind !== 'literal' || !isImported(before)) mentions.see(token, before, next, !isText)
    if (token.kind === 'other' || token.kind === 'name') return
    refers ||= wanted.configFile !== null && standsIn(token.text, wanted.configFile)
    if (token.kind === 'rest-literal') return seeRest(token, next)
    const { text } = token
    if (token.kind === 'open-literal')
      begun.set(token, { speaks: isShown(keyOf(before), before) || isCompared(before, null), text })
    if (text === '' && token.kind === 'open-literal') return
    const isWhole = token.kind === 'literal'
    if (isImported(before)) {
      const ends = isWhole && next?.text !== '+'
      if (ends) imports.add(text)
      if (ends && before[2]?.text !== '.') byBrowser.add(text)
      if (!ends) computes ||= /^\.{0,2}\//.test(text)
      return
    }
    const name = keyOf(before)
    const isNamed = isWhole && name !== null && Object.hasOwn(wanted.settings, name)
    if (isNamed) add(named, name, text)
    const speaks = isShown(name, before) || isCompared(before, next)
    for (const value of wanted.forbidden) {
      const hit = judgeForbidden(text, value, { speaks, named: isNamed })
      if (hit === 'held') forbidden.add(value)
      else if (hit === 'mentioned') mentioned.add(value)
    }
    if (!isNamed && !speaks) seeBare(text, isWhole, isFallback(before))
    if (!isNamed && !isCompared(before, next)) seeEmbedded(text, speaks || isProse(text))
  }

  /** What a template says behind a value that is computed. Whether it speaks to people is told by all of it so far. */
  const seeRest = ({ text, head }: CodeToken, next: CodeToken | null): void => {
    const of = (head && begun.get(head)) ?? { speaks: false, text: '' }
    const whole = `${of.text}…${text}`
    const speaksSoFar = of.speaks || isProse(whole)
    // No more is kept than tells a sentence: a template may go on for long.
    if (head) begun.set(head, { speaks: speaksSoFar, text: whole.slice(-200) })
    const speaks = speaksSoFar || isCompared([], next)
    for (const value of wanted.forbidden) {
      const hit = judgeForbidden(text, value, { speaks, named: false })
      if (hit === 'held') forbidden.add(value)
      else if (hit === 'mentioned') mentioned.add(value)
    }
    const address = /^:?\/\//.test(text) && !speaks ? `https:${text.replace(/^:/, '')}` : ''
    if (isRival(address, wanted)) add(rivals, wanted.endpointName, address)
    seeEmbedded(text, speaks)
  }

  const seeEmbedded = (text: string, speaks: boolean): void => {
    for (const [setting, expected] of Object.entries(wanted.settings))
      if (!(speaks && setting === wanted.endpointName) && standsIn(text, expected)) embedded.add(setting)
  }

  const seeBare = (text: string, isWhole: boolean, isSpare: boolean): void => {
    for (const [setting, expected] of Object.entries(wanted.settings)) {
      if (setting === wanted.endpointName) continue
      if (isWhole && holdsValue(text, expected)) bare.add(setting)
      const others = wanted.siblings.settings[setting] ?? []
      if (isWhole && others.includes(text) && isTelling(text)) add(rivals, setting, text)
    }
    if (holdsBackend(text, wanted)) {
      if (text === text.trim()) bare.add(wanted.endpointName)
      else add(rivals, wanted.endpointName, text)
    } else if (
      isRival(text.trim(), wanted) &&
      !isDeclared(text, wanted) &&
      // What is called when the file says nothing is no rival of what it says.
      !(isSpare && wanted.configFile !== null)
    )
      add(rivals, wanted.endpointName, text)
  }

  const toRecord = (of: ReadonlyMap<string, ReadonlySet<string>>) =>
    Object.fromEntries([...of].map(([name, values]) => [name, [...values]]))
  return {
    see,
    forbid: (value: string) => forbidden.add(value),
    result: () => ({
      named: toRecord(named),
      rivals: toRecord(rivals),
      bare: [...bare],
      embedded: [...embedded],
      forbidden: wanted.forbidden.filter((value) => forbidden.has(value)),
      mentioned: wanted.forbidden.filter((value) => mentioned.has(value) && !forbidden.has(value)),
      imports: [...imports],
      byLoader: [...imports].filter((specifier) => !byBrowser.has(specifier)),
      mentions: mentions.result(),
      refers,
      computes,
    }),
  }
}

function add(to: Map<string, Set<string>>, name: string, value: string): void {
  const values = to.get(name) ?? new Set()
  to.set(name, values.add(value))
}

/** `import "x"`, `from "x"`, `import("x")`, `System.import("x")`. */
const isImported = ([last, second]: readonly CodeToken[]): boolean =>
  (last?.kind === 'name' && (last.text === 'import' || last.text === 'from')) ||
  (last?.text === '(' && second?.kind === 'name' && second.text === 'import')

/** The name that a value stands under: `NAME: "…"`, `"NAME": "…"`, `x.NAME = "…"`, `x["NAME"] = "…"`; null when it has none. */
export function keyOf([last, second, third, fourth]: readonly CodeToken[]): string | null {
  const isKey = (token: CodeToken | undefined) => token?.kind === 'name' || token?.kind === 'literal'
  if (last?.text === ':' && isKey(second) && third?.text !== '?' && third?.text !== 'case')
    return second?.text ?? null
  if (last?.text !== '=') return null
  if (second?.kind === 'name') return second.text
  return second?.text === ']' && third?.kind === 'literal' && fourth?.text === '[' ? third.text : null
}

/** Whether a value is shown to people or linked to: `href: "…"`, `setAttribute("href", "…")`. */
function isShown(name: string | null, [last, second]: readonly CodeToken[]): boolean {
  if (name !== null) return linkKeys.has(name) || textKeys.test(name)
  return (
    last?.text === ',' &&
    second?.kind === 'literal' &&
    (linkKeys.has(second.text) || textKeys.test(second.text))
  )
}

/** `x || "…"`, `x ?? "…"`. */
const isFallback = ([last]: readonly CodeToken[]): boolean => last?.text === '||' || last?.text === '??'

const isCompared = ([last]: readonly CodeToken[], next: CodeToken | null): boolean =>
  comparisons.has(last?.text ?? '') || comparisons.has(next?.text ?? '') || last?.text === 'case'

/** Whether a literal is the backend's address, or one below it. */
function holdsBackend(text: string, { backendUrl, siteUrl }: Wanted): boolean {
  const trimmed = text.trim()
  if (isAddress(trimmed)) return matchEndpoint(trimmed, backendUrl, siteUrl) === 'same'
  const backend = new URL(backendUrl)
  const isOwnHost = backend.origin === new URL(siteUrl).origin && backend.pathname !== '/'
  return isOwnHost && /^\/[^/]/.test(trimmed) && matchEndpoint(trimmed, backendUrl, siteUrl) === 'same'
}

const isDeclared = (text: string, { settings, endpointName }: Wanted): boolean =>
  Object.entries(settings).some(([name, value]) => name !== endpointName && sameValue(text, value))

/** Two ways to write one address are one value; anything else is itself alone. */
export function sameValue(found: string, expected: string): boolean {
  if (found === expected) return true
  if (!isAddress(found) || !isAddress(expected)) return false
  const [a, b] = [found, expected].map((text) => new URL(text).href.replace(/\/$/, ''))
  return a === b
}

/** Whether a literal is a value, or goes on behind it as an address does, or holds it where it cannot be chance. */
function holdsValue(text: string, value: string): boolean {
  if (value === '') return false
  if (sameValue(text, value)) return true
  if (isAddress(value)) return text.startsWith(value) && /^[/?#]/.test(text.slice(value.length))
  if (!isTelling(value) || /\s/.test(text)) return false
  const at = text.indexOf(value)
  return at >= 0 && !/\w/.test(text[at - 1] ?? '') && !/[\w.-]/.test(text[at + value.length] ?? '')
}

/** A value that stands in no other place by chance. */
export const isTelling = (value: string): boolean =>
  value.length >= 12 && !/^[a-z]{2}(-[a-z]+)+-\d$/.test(value)
