import { pathInSite, rootOf } from '../drift/path-in-site.ts'
import { namedChunks, type NamedChunk } from './chunk-names.ts'
import type { Mention } from './file-mentions.ts'
import type { ScriptFacts } from './scan-script.ts'

/** Files of the site that a script leads to, as paths below its root, percent-encoded as a browser asks for them. */
export type ScriptLinks = {
  /** A browser loads it: when it is not there, the site is broken. */
  readonly sure: readonly string[]
  /** Those of `sure` that must say that they are scripts: modules, workers and what these load. */
  readonly strict: readonly string[]
  /** Other files that must be there, such as pictures that a service worker fetches before it is installed. */
  readonly assets: readonly string[]
  /** It may be one: a text that looks like a file's name. */
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
  const placed = placedMentions({ facts, path }, siteUrl, baseUrl)
  const one = placed.filter(({ certainty, paths }) => certainty === 'sure' && paths.length === 1)
  const loaded = one.filter(({ isStrict }) => isStrict).flatMap(({ paths }) => paths)
  const strict = [...new Set([...modules, ...loaded])]
  const all = new Set(placed.flatMap(({ paths }) => paths))
  const isCode = (at: string): boolean => /\.(m?js|css)$/.test(at)
  return {
    sure: [
      ...new Set([
        ...strict,
        ...ofImports(facts.byLoader),
        ...one.flatMap(({ paths }) => paths).filter(isCode),
      ]),
    ],
    strict,
    assets: [...all].filter((at) => !isCode(at)),
    possible: [...all].filter(isCode),
  }
}

/** One script of a site; `path` is null for one that stands in the page. */
export type ReadScript = { readonly facts: ScriptFacts; readonly path: string | null }

/** A text that names a file, with the paths at which that may lie. */
type PlacedMention = Mention & { readonly paths: readonly string[] }

export function placedMentions(
  { facts, path }: ReadScript,
  siteUrl: string,
  baseUrl: string,
): PlacedMention[] {
  const root = rootOf(siteUrl)
  const script = path === null ? baseUrl : new URL(path, root).href
  const bases = { script: [script], page: [baseUrl], root: [root], somewhere: [script, root] }
  return facts.mentions.map((mention) => {
    const isDeep = mention.from === 'somewhere' && /^[^./].*\//.test(mention.text)
    const from = [...bases[mention.from], ...(isDeep ? foldersAbove(path ?? '', root) : [])]
    return { ...mention, paths: [...new Set(from.flatMap((base) => inSite(mention.text, siteUrl, base)))] }
  })
}

/** A build that lies below a folder of the site names its files from there, as Next.js does from `_next/`. */
const foldersAbove = (path: string, root: string): string[] =>
  path
    .split('/')
    .slice(0, -1)
    .map((_folder, index, folders) => new URL(`${folders.slice(0, index + 1).join('/')}/`, root).href)

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** Which files that texts of the scripts name are at none of their places; `isThere` as in `lostChunks`. */
export function lostMentions(
  scripts: ReadonlyMap<string, ReadScript>,
  { siteUrl, baseUrl }: { readonly siteUrl: string; readonly baseUrl: string },
  isThere: (path: string) => boolean,
): LostChunks {
  const missing = new Set<string>()
  const unsure = new Set<string>()
  const folders = new Set(
    [...scripts.values()].flatMap(({ path }) => (path === null ? [] : [folderOf(path)])),
  )
  for (const [name, script] of scripts) {
    const placed = placedMentions(script, siteUrl, baseUrl).filter(({ paths }) => paths.length > 0)
    const found = new Set(placed.filter(({ paths }) => paths.some(isThere)).map(({ list }) => list))
    for (const { text, paths, certainty, list } of placed) {
      if (paths.some(isThere)) continue
      const best = paths.find((path) => folders.has(folderOf(path)))
      const isLikely =
        certainty === 'likely' || found.has(list) || (certainty === 'in-folder' && best !== undefined)
      if (certainty === 'sure') missing.add(best ?? paths.at(-1) ?? text)
      else if (isLikely)
        unsure.add(`${best ?? paths.at(-1) ?? text}, which ${name} names and which is not there`)
    }
  }
  return { missing: [...missing], unsure: [...unsure] }
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
    for (const [index, { id, by, name, publicPath, isBesideScript, paths }] of of.entries()) {
      const host = URL.parse(publicPath ?? '')?.host
      if (paths.length === 0) {
        if (host !== undefined) unsure.add(`chunks on ${host}, which is not looked at`)
      } else if (
        places[index] === -1 &&
        !(by === 'only' && known !== undefined) &&
        !(by === 'asked' && found.has(id))
      ) {
        const isSure = by !== 'asked' && (publicPath !== null || isBesideScript || known !== undefined)
        if (isSure) missing.add(paths[known ?? 0] ?? name)
        else unsure.add(`${paths[0] ?? name}, which the scripts may load and which is not there`)
      }
    }
  }
  return { missing: [...missing], unsure: [...unsure] }
}

/** What is unsure besides what is known to be missing: of that nothing more needs to be said. */
export const besides = (missing: ReadonlySet<string>, unsure: Iterable<string>): string[] =>
  [...unsure].filter((text) => !missing.has(text.slice(0, text.indexOf(', which '))))

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
