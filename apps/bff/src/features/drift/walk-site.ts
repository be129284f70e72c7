import type { BuildRecord } from '@lockstep/shared-types/build-record'
import { sumUp } from '../../domain/bundle/bundle-evidence.ts'
import type { DeclaredEndpoint } from '../../domain/bundle/declared-endpoint.ts'
import { notAsStated } from '../../domain/bundle/integrity.ts'
import { maxScripts, maxSiteBytes } from '../../domain/bundle/limits.ts'
import type { ScriptFacts } from '../../domain/bundle/scan-script.ts'
import {
  besides,
  chunkLinks,
  decodePath,
  linksOf,
  lostChunks,
  lostMentions,
  type ReadScript,
} from '../../domain/bundle/script-links.ts'
import { serviceWorkersOf } from '../../domain/bundle/service-workers.ts'
import { collectTypes } from '../../domain/bundle/stated-types.ts'
import type { Wanted } from '../../domain/bundle/wanted.ts'
import { refusedTags, scriptsBeyond, standsInPage, weighTags } from '../../domain/bundle/weigh-tags.ts'
import type { FreshnessHeaders } from '../../domain/drift/cache-control.ts'
import type { ParsedHtml } from '../../domain/drift/parse-html.ts'
import type { Kept } from './script-memory.ts'
import { seenFiles } from './seen-files.ts'

/** A file of the site to look at. */
export type Link = {
  readonly path: string
  readonly isSure: boolean
  /** Only whether it is there is of interest. */
  readonly isStyle?: boolean
  /** The same, and only where that is to be had for nothing. */
  readonly isAsset?: boolean
}

/** Which scripts have been seen, and which are next. */
export function createWalk(
  html: ParsedHtml,
  wanted: Wanted,
  record: BuildRecord | null,
  isNotListed: (path: string) => boolean,
) {
  const { siteUrl } = wanted
  const asked = new Set<string>(html.inline)
  const scripts = new Map<string, ScriptFacts>()
  /** What a browser loads for certain, whatever led to it first. */
  const needed = new Set<string>()
  const absent = new Set<string>()
  const unread: string[] = [...html.unseen]
  const sources = new Map<string, ReadScript>()
  /** What is there, and of what is in `unread`, what may be. */
  const there = new Set<string>()
  const headers = new Map<string, FreshnessHeaders>()
  const seen = new Map<string, Kept>()
  const types = collectTypes(html)
  let bytes = 0
  let waiting: Link[] = [
    ...html.scripts.map((path) => ({ path, isSure: true })),
    ...html.announced.map((path) => ({ path, isSure: false })),
    ...html.stylesheets.map((path) => ({ path, isSure: true, isStyle: true })),
    // A record names every script, also those whose names the code computes.
    ...(record?.files ?? []).flatMap(({ path }) =>
      /\.[mc]?js$/i.test(path) ? [{ path: encodeURI(path), isSure: false }] : [],
    ),
  ]
  const follow = (paths: readonly string[], isSure: boolean) =>
    waiting.push(...paths.map((path) => ({ path, isSure, isStyle: path.endsWith('.css') })))

  /** `path` is null for a script of the page itself. */
  const read = (name: string, path: string | null, facts: ScriptFacts, size: number): void => {
    const links = linksOf(facts, path, siteUrl, html.baseUrl)
    scripts.set(name, facts)
    sources.set(name, { facts, path })
    bytes += size
    follow(links.sure, true)
    follow(links.possible, false)
    waiting.push(...links.assets.map((path) => ({ path, isSure: false, isAsset: true })))
    types.demand(links.strict)
  }
  return {
    read,
    seen: (path: string, kept: Kept, isStyle: boolean): void => {
      const { facts, cacheControl, expiresSeconds, lastModified } = kept
      if (facts === null) return void absent.add(path)
      there.add(path)
      seen.set(path, kept)
      headers.set(path, { cacheControl, expiresSeconds, lastModified })
      types.see(path, kept, isStyle)
      if (!isStyle) read(path, path, facts, kept.bytes)
    },
    listed: (path: string) => void there.add(path),
    unreadable: (path: string, why: string): void => {
      unread.push(`${path} (${why.replace(/\.$/, '')})`)
      there.add(path)
    },
    wasAsked: (path: string) => asked.has(path),
    /** The scripts to read now; none when all have been read or the limits are reached. */
    next: (): Link[] => {
      // Of the places at which a file may lie, those where it does not are no matter.
      const mayBe = ({ path, isSure, isAsset }: Link) => isSure || isAsset === true || !isNotListed(path)
      for (const { path } of waiting.filter(({ isSure }) => isSure)) needed.add(path)
      if (waiting.every((link) => asked.has(link.path) || !mayBe(link)))
        follow(chunkLinks(scripts, siteUrl), false)
      const found = new Map<string, Link>()
      for (const link of waiting.filter(mayBe)) {
        const isSure = link.isSure || found.get(link.path)?.isSure === true
        if (!asked.has(link.path)) found.set(link.path, { ...link, isSure })
      }
      waiting = []
      const room = bytes > maxSiteBytes ? 0 : Math.max(0, maxScripts - scripts.size)
      const links = [...found.values()]
      const code = links.filter(({ isStyle, isAsset }) => isStyle !== true && isAsset !== true)
      if (code.length > room)
        unread.push(
          `${code.length - room} more scripts, beyond the limit of ${maxScripts} scripts and ${maxSiteBytes / 1024 / 1024} MiB`,
        )
      const beyond = new Set(code.slice(room))
      const now = links.filter((link) => !beyond.has(link))
      for (const { path } of now) asked.add(path)
      for (const { path } of beyond) there.add(path)
      return now
    },
    standsInPage: () => standsInPage(html, weighTags(html, scripts, wanted)),
    evidence: (declared: DeclaredEndpoint | null) => {
      const tags = weighTags(html, scripts, wanted)
      const { policies, refusedBase } = html
      const notRead = [...unread, ...scriptsBeyond(html, tags)]
      const isThere = (path: string): boolean => there.has(path)
      const lost = lostChunks(scripts, siteUrl, isThere)
      const named = lostMentions(sources, { siteUrl, baseUrl: html.baseUrl }, isThere)
      const announced = html.announced
        .filter((path) => !there.has(path))
        .map((path) => `${path}, which the page announces and which is not there`)
      const missing = [...needed].filter((path) => absent.has(path))
      const gone = new Set([...missing, ...lost.missing, ...named.missing])
      const unsure = new Set([...lost.unsure, ...named.unsure, ...announced])
      const evidence = sumUp(scripts, wanted, {
        // A record names every file: what it does not name is no chunk.
        unread: record === null ? [...notRead, ...besides(gone, unsure)] : notRead,
        missing: [...gone],
        refused: [
          ...types.refused().map(({ text }) => text),
          ...notAsStated(html.integrity, (path) => seen.get(path)?.hashes, decodePath),
        ],
        policies,
        ...refusedTags({ tags, policies, refusedBase }, siteUrl),
        files: seenFiles(seen, types.refused()),
        declared,
        attributes: html.attributes,
        allNamed: record !== null,
      })
      const serviceWorkers = serviceWorkersOf(sources, { siteUrl, baseUrl: html.baseUrl }, headers)
      return serviceWorkers.length === 0 ? evidence : { ...evidence, serviceWorkers }
    },
  }
}
