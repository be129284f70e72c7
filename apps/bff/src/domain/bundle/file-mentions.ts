import { mayBeContentHashed } from '../artifact/content-hash-name.ts'
import type { CodeToken } from './tokens.ts'

/** A text of a script that names a file of the site. */
export type Mention = {
  readonly text: string
  /** What it is seen from; `somewhere` where only the site's base, which is not known, could tell. */
  readonly from: 'script' | 'page' | 'root' | 'somewhere'
  /**
   * `sure`: a browser loads it. `likely`: nothing but a file is called so. `in-folder`: likely where the site has other files in the same folder.
   * `maybe`: it may as well be the name of a library; only files beside which it is listed tell more.
   */
  readonly certainty: 'sure' | 'likely' | 'in-folder' | 'maybe'
  /** It must say that it is a script: a worker, and what one loads. */
  readonly isStrict: boolean
  readonly isServiceWorker: boolean
  /** Mentions of one list have the same number. */
  readonly list: number
}

type ListKind = 'system' | 'worker' | 'amd' | 'preload'
const workers: ReadonlySet<string> = new Set(['Worker', 'SharedWorker'])
/** What is handed to these is compared, or a module of the same file. */
const noLoaders =
  /^(endsWith|startsWith|includes|indexOf|lastIndexOf|split|replace|replaceAll|test|match|search|require)$/
const remoteEntry = /(^|[/@])remoteEntry[\w.-]*\.m?js$/
const workerName = /(^|[-_./])(sw|service-?worker|ngsw-worker|workbox-sw|remoteEntry)\.m?js$/i

/** Finds texts that name files which a script makes browsers load: by how they are handed over, else by what they look like. */
export function createMentionFinder() {
  const found = new Map<string, Mention>()
  const amd: string[] = []
  const urls: { readonly text: string; readonly at: number }[] = []
  let list: { readonly kind: ListKind; readonly last: CodeToken } | null = null
  let row: { readonly number: number; readonly last: CodeToken } | null = null
  let rows = 0
  let at = 0
  let revisionAt = -100
  let hasPreloads = false
  let importsScripts = false
  let definesLoader = false
  let isChunkMap = false

  const add = (text: string, from: Mention['from'], certainty: Mention['certainty'], more = {}): void => {
    const key = `${from} ${text}`
    const known = found.get(key)
    if (known !== undefined && weight[known.certainty] >= weight[certainty]) return
    found.set(key, { text, from, certainty, isStrict: false, isServiceWorker: false, list: rows, ...more })
  }

  /** `isData`: it neither speaks to people nor is compared. */
  const see = (
    token: CodeToken,
    before: readonly CodeToken[],
    next: CodeToken | null,
    isData: boolean,
  ): void => {
    at += 1
    const [last, second, third] = before
    if (token.kind === 'name') {
      hasPreloads ||= token.text === '__vite__mapDeps'
      importsScripts ||= token.text === 'importScripts'
      const isOption = token.text === 'scope' && last?.text === '{' && second?.text === ','
      if (isOption && third?.kind === 'literal' && looksLikeScript(third.text))
        add(third.text, 'page', 'sure', { isStrict: true, isServiceWorker: true })
    }
    if (token.text === 'revision' && token.kind !== 'other') seeRevision()
    if (token.kind === 'other') {
      if (token.text === '=' && /^___chunkMapping$/.test(last?.text ?? '')) isChunkMap = true
      if (token.text === ';') isChunkMap = false
      definesLoader ||= token.text === '=' && last?.text === 'define' && third?.text === 'self'
    }
    if (token.kind === 'literal') seeText(token, before, next, isData)
  }

  const seeRevision = (): void => {
    revisionAt = at
    const [url] = urls.splice(0)
    if (url !== undefined && at - url.at <= 2) add(url.text, 'script', 'sure')
  }

  const seeText = (
    token: CodeToken,
    before: readonly CodeToken[],
    next: CodeToken | null,
    isData: boolean,
  ): void => {
    const [last, second, third] = before
    const { text } = token
    if (isKey(before, next) || next?.text === '+') return
    // A list of files that a service worker fetches before it is installed, each `{url: "…", revision: …}`.
    if (last?.text === ':' && second?.text === 'url' && isFile(text)) {
      if (at - revisionAt <= 6) add(text, 'script', 'sure')
      else urls.splice(0, 1, { text, at })
    }
    const kind = listKind(before)
    list = kind === null ? null : { kind, last: token }
    if (kind === 'amd') amd.push(text)
    const isStyle = looksLikeStyle(text)
    if (!isStyle && !looksLikeScript(text)) return
    const isNextInRow =
      row !== null &&
      ((last?.text === ',' && second === row.last) || (last?.text === ':' && before[3] === row.last))
    if (!isNextInRow) rows += 1
    row = { number: rows, last: token }
    const isRelative = text.startsWith('.')
    if (isChunkMap) return add(text.replace(/^\/+/, ''), 'root', 'sure')
    if (kind === 'preload') return add(text, isRelative ? 'script' : 'somewhere', 'sure')
    const property = propertyOf(before)
    if (isStyle) return property === 'href' ? add(text, 'page', 'sure') : undefined
    if (kind === 'system') return add(text, 'script', isRelative ? 'sure' : 'likely')
    if (kind === 'worker') return add(text, 'script', 'sure', { isStrict: true })
    const isRegistered =
      last?.text === '(' && second?.text === 'register' && before[3]?.text === 'serviceWorker'
    if (isRegistered) return add(text, 'page', 'sure', { isStrict: true, isServiceWorker: true })
    const base = workerBase(before)
    if (base !== null) return add(text, base, 'sure', { isStrict: true })
    const isLoaded = last?.text === '(' && second?.text === 'l' && third?.text === '.'
    if (property === 'src' || isLoaded) return add(text, 'page', 'sure')
    if (remoteEntry.test(text)) {
      const isRemote =
        text.includes('@') || (last?.text === ':' && /^(entry|url|external)$/.test(second?.text ?? ''))
      return add(text.replace(/^[^/]*@/, ''), 'page', isRemote ? 'sure' : 'likely')
    }
    add(text, 'somewhere', isData ? likelihood(text, before) : 'maybe')
  }

  const listKind = (before: readonly CodeToken[]): ListKind | null => {
    const [last, second, third, fourth, fifth] = before
    if (last?.text === ',' && list !== null && second === list.last) return list.kind
    if (last?.text === '(') return second?.text === 'importScripts' ? 'worker' : null
    if (last?.text !== '[') return null
    if (second?.text === '(') {
      if (third?.text === 'register') return 'system'
      return third?.text === 'define' ? 'amd' : null
    }
    if (second?.text === '=')
      return third?.text === 'viteFileDeps' || (third?.text === 'f' && hasPreloads) ? 'preload' : null
    if (second?.text !== ',') return null
    if (third?.kind === 'literal' && fourth?.text === '(' && fifth?.text === 'register') return 'system'
    // Vite up to 4: `preload(() => import("./a.js"), ["assets/a.js", "assets/a.css"])`.
    return third?.text === ')' &&
      fourth?.kind === 'literal' &&
      fifth?.text === '(' &&
      looksLikeScript(fourth.text)
      ? 'preload'
      : null
  }

  return {
    see,
    result: (): Mention[] => {
      // Workbox writes a loader of its own into a service worker: `define(["./workbox-2178cfdb"], …)`. Libraries ask for others in the same words.
      for (const name of amd.filter((text) => text.startsWith('./'))) {
        const text = `${name.replace(/\.js$/, '')}.js`
        const isHashed = mayBeContentHashed(text)
        if (importsScripts && (isHashed || definesLoader)) add(text, 'script', 'sure', { isStrict: true })
        else if (isHashed) add(text, 'script', 'likely')
      }
      return [...found.values()]
    },
  }
}

const weight = { sure: 3, likely: 2, 'in-folder': 1, maybe: 0 } as const

const isKey = ([last]: readonly CodeToken[], next: CodeToken | null): boolean =>
  next?.text === ':' && (last?.text === '{' || last?.text === ',')

/** The attribute that a value is put into: `x.src = "…"`, `x.setAttribute("src", "…")`, `jsx("script", { src: "…" })`. */
function propertyOf([last, second, third, fourth, fifth]: readonly CodeToken[]): string | null {
  if (last?.text === '=' && third?.text === '.') return second?.text ?? null
  if (last?.text === ',' && third?.text === '(' && fourth?.text === 'setAttribute')
    return second?.text ?? null
  const isElement = third?.text === '{' && fourth?.text === ',' && fifth?.text === 'script'
  return last?.text === ':' && isElement ? (second?.text ?? null) : null
}

function likelihood(text: string, [last, second, third]: readonly CodeToken[]): Mention['certainty'] {
  // What stands behind a computed value is the end of a name; behind webpack's public path it is all of it.
  if (last?.text === '+') return second?.text === 'p' && third?.text === '.' ? 'likely' : 'maybe'
  if (last?.text === '(' && noLoaders.test(second?.text ?? '')) return 'maybe'
  if (text.startsWith('/') || mayBeContentHashed(text) || workerName.test(text)) return 'likely'
  return /^[^.].*\//.test(text) ? 'in-folder' : 'maybe'
}

/**
 * What the address of a worker is seen from, null for what is none: the script in `new Worker(new URL("…", import.meta.url))`, also as Vite
 * writes it below a base of its own (`"" + new URL("…", import.meta.url).href`); the page in `new Worker("…")` and `addModule("…")`.
 */
function workerBase([last, second, third, fourth, fifth]: readonly CodeToken[]): 'script' | 'page' | null {
  if (last?.text !== '(') return null
  if (workers.has(second?.text ?? '') || second?.text === 'addModule') return 'page'
  if (second?.text !== 'URL' || third?.text !== 'new') return null
  const isOfWorker = fourth?.text === '(' && workers.has(fifth?.text ?? '')
  const isOfVite = fourth?.text === '+' && fifth?.kind === 'literal' && fifth.text === ''
  return isOfWorker || isOfVite ? 'script' : null
}

const isFile = (text: string): boolean =>
  text.length < 1000 && /[^/]$/.test(text) && !/[\s:<>"'`]|^\/\//.test(text)

export const looksLikeScript = (text: string): boolean => isFile(text) && /(^|\/)[^./][^/]*\.m?js$/.test(text)

const looksLikeStyle = (text: string): boolean => isFile(text) && /(^|\/)[^./][^/]*\.css$/.test(text)
