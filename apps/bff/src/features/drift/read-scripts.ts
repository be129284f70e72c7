import { notAsStated } from '../../domain/bundle/integrity.ts'
import { sumUp, type BundleEvidence } from '../../domain/bundle/bundle-evidence.ts'
import type { BuildRecord } from '@lockstep/shared-types/build-record'
import type { DeclaredEndpoint } from '../../domain/bundle/declared-endpoint.ts'
import { isUndecoded } from '../../domain/bundle/undecoded.ts'
import { maxScriptBytes, maxScripts, maxSiteBytes } from '../../domain/bundle/limits.ts'
import { isOfPage, judgeRecord } from '../../domain/bundle/record-evidence.ts'
import { scanPiecewise } from '../../domain/bundle/scan-piecewise.ts'
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
import { wantedOf, type Wanted } from '../../domain/bundle/wanted.ts'
import { withRecord } from '../../domain/bundle/with-record.ts'
import type { FreshnessHeaders } from '../../domain/drift/cache-control.ts'
import type { Place } from '../../domain/drift/needs.ts'
import type { ParsedHtml } from '../../domain/drift/parse-html.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { compareFiles, findRecord, indexVerdict, isComplete } from './compare-record.ts'
import { readDeclared } from './read-declared.ts'
import { hashesOf, nothing, recall, type Kept, type Memory } from './script-memory.ts'
import { toEntry, type FoundEntry } from './to-entry.ts'
import { seenFiles } from './seen-files.ts'
import type { ReadSiteFile, SiteFile, SiteListing } from './ports.ts'

/** What the bucket holds, asked for at most once by each observation, and only when it is of use. */
export type ListSite = () => Promise<Reading<SiteListing>>

export type ReadScripts = {
  readonly evidence: BundleEvidence
  /** How the entry was read; null when the page names none. */
  readonly entry: FoundEntry | null
}

const readsAtOnce = 8

/**
 * Makes a reader of a site's scripts as browsers load them: those of the page, what they import, at once or later, and
 * what a bundler's lists name. What was read is kept by its entity tag. A file that says of itself that it never changes is
 * asked for again only when half the time has passed after which an observation is stale.
 */
export function createScriptReader(readFile: ReadSiteFile, place: Place) {
  const memories = new Map<string, Memory>()

  return async (
    environment: Environment,
    page: { readonly html: ParsedHtml; readonly readAt: string; readonly sha256: string | null },
    list: ListSite,
  ): Promise<ReadScripts> => {
    const wanted = wantedOf(environment, page.html.buildVersion)
    const memory = recall(memories, environmentKey(environment), JSON.stringify(wanted))
    const { files } = memory
    const listing = await list()
    const stamped = await findRecord(readFile, place, environment, listing, memory.record)
    if (stamped.etag !== memory.record?.etag) memory.compared.clear()
    memory.record = stamped
    const { found } = stamped
    const record = found.state === 'read' ? found.record : null
    // One of another build names scripts that this page has nothing to do with.
    const isOwn =
      record !== null &&
      isOfPage(record, page.html.buildVersion, indexVerdict({ record, environment, place }, page.sha256))
    const walk = createWalk(page.html, wanted, isOwn ? record : null, (path) => isNotListed(path, listing))
    for (const [index, text] of page.html.inline.entries()) {
      const facts = files.get(text)?.facts ?? (await scanPiecewise(text, wanted))
      files.set(text, { ...nothing, seenAt: page.readAt, facts })
      walk.read(`script ${index + 1} of the page`, null, facts, 0)
    }
    const result: { entry: ReadScripts['entry'] } = { entry: null }
    const look = async ({ path, isStyle = false, isAsset = false }: Link): Promise<void> => {
      // Without the bucket's list each would have to be fetched whole.
      if (isAsset) return place === 'bucket' && isNotListed(path, listing) ? undefined : walk.listed(path)
      const isEntry = path === page.html.entryPath
      const known = files.get(path) ?? null
      if (known !== null && !isEntry && isFresh(known, page.readAt, environment))
        return walk.seen(path, known, isStyle)
      if (place === 'bucket' && known?.facts && isAsListed(known, path, listing)) {
        if (isEntry)
          result.entry = { ...listing, value: { cacheControl: known.cacheControl, sha256: known.sha256 } }
        return walk.seen(path, { ...known, seenAt: listing.readAt }, isStyle)
      }
      const isLazyStyle = isStyle && !page.html.stylesheets.includes(path)
      if (isLazyStyle && place === 'bucket' && isComplete(listing) && !isNotListed(path, listing))
        return walk.listed(path)
      const reading = await readFile(environment, {
        path: decodePath(path),
        urlPath: path,
        maxBytes: maxScriptBytes,
        knownEtag: known?.facts ? known.etag : null,
      })
      const script = await keep(isStyle ? withoutText(reading) : reading, known, wanted)
      if (isEntry) result.entry = toEntry(reading, script)
      if (reading.state === 'unreadable' && !isNotListed(path, listing))
        return walk.unreadable(path, reading.problem.title)
      if (isNoText(reading)) return walk.unreadable(path, noText)
      const kept = script ?? { ...nothing, seenAt: reading.readAt }
      files.set(path, kept)
      walk.seen(path, kept, isStyle)
    }
    for (let wave = walk.next(); wave.length > 0; wave = walk.next())
      for (let from = 0; from < wave.length; from += readsAtOnce)
        await Promise.all(wave.slice(from, from + readsAtOnce).map(look))
    for (const path of files.keys()) if (!walk.wasAsked(path)) files.delete(path)
    const evidence = walk.evidence(await readDeclared(readFile, environment))
    if (record === null) {
      const recordProblem = found.state === 'unreadable' ? found.why : null
      return { evidence: { ...evidence, recordProblem }, entry: result.entry }
    }
    const verdicts = await compareFiles({
      readFile,
      place,
      environment,
      record,
      listing: place === 'bucket' && isComplete(listing) ? listing.value : null,
      known: new Map([
        ...hashesOf(files),
        ...(page.sha256 === null ? [] : [['index.html', page.sha256] as const]),
      ]),
      kept: memory.compared,
      now: page.readAt,
    })
    const { buildVersion, scripts } = page.html
    const about = {
      buildVersion,
      loaded: scripts.map(decodePath),
      ownFile: environment.frontend.endpointFile,
    }
    return {
      evidence: {
        ...withRecord(evidence, judgeRecord(record, verdicts, about), wanted),
        ...(found.state === 'read' ? { recordHeaders: found.headers } : {}),
      },
      entry: result.entry,
    }
  }
}

type Link = {
  readonly path: string
  readonly isSure: boolean
  /** Only whether it is there is of interest. */
  readonly isStyle?: boolean
  /** The same, and only where that is to be had for nothing. */
  readonly isAsset?: boolean
}

/** Which scripts have been seen, and which are next. */
function createWalk(
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
      if (kept.facts !== null) {
        there.add(path)
        const { cacheControl, expiresSeconds, lastModified } = kept
        seen.set(path, kept)
        headers.set(path, { cacheControl, expiresSeconds, lastModified })
      }
      if (kept.facts !== null) types.see(path, kept, isStyle)
      if (kept.facts !== null && isStyle) return
      if (kept.facts !== null) read(path, path, kept.facts, kept.bytes)
      else absent.add(path)
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
    evidence: (declared: DeclaredEndpoint | null) => {
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
        unread: record === null ? [...unread, ...besides(gone, unsure)] : unread,
        missing: [...gone],
        refused: [
          ...types.refused().map(({ text }) => text),
          ...notAsStated(html.integrity, (path) => seen.get(path)?.hashes, decodePath),
        ],
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

const withoutText = (reading: Reading<SiteFile>): Reading<SiteFile> =>
  reading.state === 'read' ? { ...reading, value: { ...reading.value, text: '' } } : reading

const noText = 'its bytes are compressed or broken, and no Content-Encoding says how'

const isNoText = (reading: Reading<SiteFile>): boolean =>
  reading.state === 'read' && isUndecoded(reading.value.text ?? '')

/** Null: it is not there. A site that answers its page for every missing file does not pass for having it. */
async function keep(reading: Reading<SiteFile>, known: Kept | null, wanted: Wanted): Promise<Kept | null> {
  if (reading.state !== 'read' || reading.value.contentType === 'text/html' || isNoText(reading)) return null
  const {
    text,
    etag,
    cacheControl,
    expiresSeconds = null,
    lastModified,
    sha256,
    contentType,
    isNoSniff = false,
    hashes = known?.hashes,
  } = reading.value
  const isKnown = text === null && known?.facts
  const facts = isKnown ? known.facts : await scanPiecewise(text ?? '', wanted)
  const bytes = isKnown ? known.bytes : Math.max(1, text?.length ?? 0)
  return {
    etag,
    cacheControl,
    expiresSeconds,
    lastModified,
    contentType,
    isNoSniff,
    sha256: sha256 ?? known?.sha256 ?? '',
    hashes,
    seenAt: reading.readAt,
    facts,
    bytes,
  }
}

function isFresh(kept: Kept, now: string, environment: Environment): boolean {
  const neverChanges = kept.facts === null || /\bimmutable\b/i.test(kept.cacheControl ?? '')
  const ageSeconds = (Date.parse(now) - Date.parse(kept.seenAt)) / 1000
  return neverChanges && ageSeconds < environment.drift.staleAfterSeconds / 2
}

/** An origin that may not be listed refuses what is not there (403): the bucket's list tells what is. */
const isNotListed = (path: string, listing: Reading<SiteListing>): boolean =>
  isComplete(listing) && !listing.value.objects.has(decodePath(path))

/** Neither its bytes nor its headers have changed: a copy onto itself is written anew. */
function isAsListed(kept: Kept, path: string, listing: Reading<SiteListing>): listing is Listed {
  if (!isComplete(listing)) return false
  const listed = listing.value.objects.get(decodePath(path))
  return listed !== undefined && listed.etag === kept.etag && listed.lastModified === kept.lastModified
}

type Listed = Extract<Reading<SiteListing>, { state: 'read' }>
