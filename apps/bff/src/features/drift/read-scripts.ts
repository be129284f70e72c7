import type { BundleEvidence } from '../../domain/bundle/bundle-evidence.ts'
import { isUndecoded } from '../../domain/bundle/undecoded.ts'
import { maxScriptBytes } from '../../domain/bundle/limits.ts'
import { isOfPage, judgeRecord } from '../../domain/bundle/record-evidence.ts'
import { scanPiecewise } from '../../domain/bundle/scan-piecewise.ts'
import { decodePath } from '../../domain/bundle/script-links.ts'
import { wantedOf, type Wanted } from '../../domain/bundle/wanted.ts'
import { withRecord } from '../../domain/bundle/with-record.ts'
import type { Place } from '../../domain/drift/needs.ts'
import { inlineName, type ParsedHtml } from '../../domain/drift/parse-html.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { compareHashTable } from './compare-hash-table.ts'
import { compareFiles, findRecord, indexVerdict, isComplete } from './compare-record.ts'
import { readDeclared } from './read-declared.ts'
import { hashesOf, nothing, recall, type Kept, type Memory } from './script-memory.ts'
import { toEntry, type FoundEntry } from './to-entry.ts'
import type { ReadSiteFile, SiteFile, SiteListing } from './ports.ts'
import { createWalk, type Link } from './walk-site.ts'

/** What the bucket holds, asked for at most once by each observation, and only when it is of use. */
export type ListSite = () => Promise<Reading<SiteListing>>

export type ReadScripts = {
  readonly evidence: BundleEvidence
  /** How the entry was read; null when the page names none. */
  readonly entry: FoundEntry | null
  /** The page is the application by itself, whatever it loads of other hosts. */
  readonly standsInPage: boolean
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
    page: {
      readonly html: ParsedHtml
      readonly readAt: string
      readonly sha256: string | null
      readonly hashes?: readonly string[] | undefined
    },
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
      walk.read(inlineName(index + 1), null, facts, 0)
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
    const walked = walk.evidence(await readDeclared(readFile, environment))
    const unaccepted = await compareHashTable({
      readFile,
      place,
      environment,
      listing,
      known: new Map([
        ...[...files].map(([path, { hashes = [] }]) => [decodePath(path), hashes] as const),
        ['index.html', page.hashes ?? []],
      ]),
      memory: memory.hashTable,
      now: page.readAt,
    })
    const evidence = unaccepted.length === 0 ? walked : { ...walked, unaccepted }
    if (record === null) {
      const recordProblem = found.state === 'unreadable' ? found.why : null
      return {
        evidence: { ...evidence, recordProblem },
        entry: result.entry,
        standsInPage: walk.standsInPage(),
      }
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
      standsInPage: walk.standsInPage(),
    }
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
