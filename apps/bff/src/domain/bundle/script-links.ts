import { pathInSite, rootOf } from '../drift/parse-html.ts'
import { namedChunks, type NamedChunk } from './chunk-names.ts'
import type { ScriptFacts } from './scan-script.ts'

/** Files of the site that a script leads to, as paths below its root, percent-encoded as a browser asks for them. */
export type ScriptLinks = {
  /** A browser loads it: when it is not there, the site is broken. */
  readonly sure: readonly string[]
  /** Those of `sure` that must say that they are scripts: modules, workers and what these load. */
  readonly strict: readonly string[]
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
  const ofImports = (specifiers: readonly string[]) =>
    specifiers
      .filter((specifier) => /^(\.{0,2}\/|https?:)/.test(specifier))
      .flatMap((specifier) => inSite(specifier, siteUrl, from))
  const modules = ofImports(facts.imports.filter((specifier) => !facts.byLoader.includes(specifier)))
  const loaded = facts.loads.flatMap((name) => inSite(name, siteUrl, from))
  const byPage = facts.pageLoads.flatMap((name) => inSite(name, siteUrl, baseUrl))
  const possible = facts.names.flatMap((name) => [
    ...inSite(name, siteUrl, from),
    ...inSite(name, siteUrl, rootOf(siteUrl)),
  ])
  const strict = [...new Set([...modules, ...loaded, ...byPage])]
  return {
    sure: [...new Set([...strict, ...ofImports(facts.byLoader)])],
    strict,
    possible: [...new Set(possible)],
  }
}

/** The chunks that the scripts name together, below the public path, the folder of each script and the root. */
export const chunkLinks = (scripts: ReadonlyMap<string, ScriptFacts>, siteUrl: string): string[] => [
  ...new Set(placedChunks(scripts, siteUrl).flatMap(({ paths }) => paths)),
]

/** A chunk with the paths at which it may lie, the likeliest first; none when it lies on another host. */
type PlacedChunk = NamedChunk & { readonly paths: readonly string[] }

function placedChunks(scripts: ReadonlyMap<string, ScriptFacts>, siteUrl: string): PlacedChunk[] {
  const runtimes = [...scripts].flatMap(([path, { chunks }]) => (chunks.namers.length > 0 ? [path] : []))
  const folders = [rootOf(siteUrl), ...runtimes.map((path) => new URL(path, rootOf(siteUrl)).href)]
  return namedChunks([...scripts.values()].map(({ chunks }) => chunks)).map((chunk) => {
    const address = `${chunk.publicPath ?? ''}${chunk.name}`
    return { ...chunk, paths: [...new Set(folders.flatMap((from) => inSite(address, siteUrl, from)))] }
  })
}

/** Chunks that are at none of their places: `missing` for certain, or `unsure`, each with the reason. */
export type LostChunks = { readonly missing: readonly string[]; readonly unsure: readonly string[] }

/** Which chunks of the bundlers' lists are not there; `isThere` also says yes to what could not be read. */
export function lostChunks(
  scripts: ReadonlyMap<string, ScriptFacts>,
  siteUrl: string,
  isThere: (path: string) => boolean,
): LostChunks {
  const missing = new Set<string>()
  const unsure = new Set<string>()
  const chunks = placedChunks(scripts, siteUrl)
  /** Of several runtimes each makes a name of every number, also of another's chunks. */
  const found = new Set(chunks.flatMap(({ id, paths }) => (paths.some(isThere) ? [id] : [])))
  for (const of of Map.groupBy(chunks, ({ script, namer }) => `${script} ${namer}`).values()) {
    const places = of.map(({ paths }) => paths.findIndex(isThere))
    const known = places.find((place) => place >= 0)
    for (const [index, { id, by, name, publicPath, paths }] of of.entries()) {
      const host = URL.parse(publicPath ?? '')?.host
      if (paths.length === 0) {
        if (host !== undefined) unsure.add(`chunks on ${host}, which is not looked at`)
      } else if (
        places[index] === -1 &&
        !(by === 'only' && known !== undefined) &&
        !(by === 'asked' && found.has(id))
      ) {
        const isSure = by !== 'asked' && (publicPath !== null || known !== undefined)
        if (isSure) missing.add(paths[known ?? 0] ?? name)
        else unsure.add(`${paths[0] ?? name}, which the scripts may load and which is not there`)
      }
    }
  }
  return { missing: [...missing], unsure: [...unsure] }
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
