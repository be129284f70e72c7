import { pathInSite, rootOf } from '../drift/parse-html.ts'
import { chunkNames } from './chunk-names.ts'
import type { ScriptFacts } from './scan-script.ts'

/** Files of the site that a script leads to, as paths below its root, percent-encoded as a browser asks for them. */
export type ScriptLinks = {
  /** A browser loads it: when it is not there, the site is broken. */
  readonly sure: readonly string[]
  /** It may be one: a text that looks like a file's name. When it is not there, it was none. */
  readonly possible: readonly string[]
}

/** Where the scripts that this one imports or names lie. Null for `path` means the page itself. */
export function linksOf(
  facts: ScriptFacts,
  path: string | null,
  siteUrl: string,
  baseUrl: string,
): ScriptLinks {
  const from = path === null ? baseUrl : new URL(path, rootOf(siteUrl)).href
  const sure = facts.imports
    .filter((specifier) => /^(\.{0,2}\/|https?:)/.test(specifier))
    .flatMap((specifier) => inSite(specifier, siteUrl, from))
  const possible = facts.names.flatMap((name) => [
    ...inSite(name, siteUrl, from),
    ...inSite(name, siteUrl, rootOf(siteUrl)),
  ])
  return { sure: [...new Set(sure)], possible: [...new Set(possible)] }
}

/** The chunks that the scripts name together, below the public path, the folder of each script and the root. */
export function chunkLinks(scripts: ReadonlyMap<string, ScriptFacts>, siteUrl: string): string[] {
  const names = chunkNames([...scripts.values()].map(({ chunks }) => chunks))
  const runtimes = [...scripts].flatMap(([path, { chunks }]) => (chunks.namers.length > 0 ? [path] : []))
  const bases = [rootOf(siteUrl), ...runtimes.map((path) => new URL(path, rootOf(siteUrl)).href)]
  return [...new Set(names.flatMap((name) => bases.flatMap((base) => inSite(name, siteUrl, base))))]
}

function inSite(address: string, siteUrl: string, from: string): string[] {
  const path = pathInSite(address, siteUrl, from)
  return path === null ? [] : [path]
}

/** Percent-decoded; the path as it stands when it is not valid percent-encoding. */
export function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
