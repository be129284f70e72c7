import { buildRecordPath } from '@lockstep/shared-types/build-record'
import type { Remedy } from '@lockstep/shared-types/drift'
import {
  browserLifetime,
  edgeLifetime,
  isKeptForGood,
  isMalformed,
  type CacheLimits,
  type FreshnessHeaders,
} from '../cache-control.ts'
import { isContentHashed, mayBeContentHashed } from '../../artifact/content-hash-name.ts'
import type { Environment } from '../../environment.ts'
import { runningCandidate } from '../choose-remedy.ts'
import { needCaching, needEntry, needHtml, needVersionFile } from '../needs.ts'
import { answeredWith, noPage } from '../no-page.ts'
import { hasOwnScript, noEntry } from '../no-entry.ts'
import type { Observation } from '../observation.ts'
import { deployRemedy, instructions } from '../remedies.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { correctHeaderAtEdge, isHeaderSetAtEdge } from '../same-object.ts'
import { addressFile, recordHeaders, serviceWorkerFiles } from '../side-files.ts'
import { siteRemedy } from '../site-remedy.ts'
import { span } from '../words.ts'

/** The page is kept shortly, so that a release reaches users; assets long, so that pages load fast (R1). */
export const cachePolicy: DriftRule = {
  id: 'cache-policy',
  question: 'whether the site is cached as it should be',
  explainedByRelease: false,
  needs: (o) => [
    needHtml(o, 'edge'),
    needVersionFile(o, 'edge'),
    ...(hasOwnScript(o, 'edge') ? [needEntry(o, 'edge')] : []),
    needCaching(o),
  ],
  find(o, environment) {
    const found = judge(o, environment)
    return found?.status === 'ok' ? (besides(o, environment.drift.maxHtmlAgeSeconds) ?? found) : found
  },
}

function judge(o: Observation, environment: Environment): Finding | null {
  const limit = environment.drift.maxHtmlAgeSeconds
  const { html, entry } = o.edge
  const expected = `page at most ${span(limit)}, assets immutable`
  const tooLong = complaintsOf(o, 'edge', limit)
  const remedy = remedyFor(o, environment, tooLong, limit)
  const texts = [
    ...tooLong.map(({ text }) => text),
    ...(html.state === 'absent' ? [`there is no page at the edge${answeredWith(html)}`] : []),
  ]
  if (texts.length > 0) {
    const sentence = `A release would reach users late: ${texts.join('; ')}.`
    return { status: 'fail', half: 'frontend', expected, observed: texts.join('; '), sentence, remedy }
  }
  if (html.state !== 'read') return null
  if (!hasOwnScript(o, 'edge')) {
    const sentence = 'The page is cached shortly; it loads no script file of the site.'
    return { status: 'ok', expected, observed: `page: ${html.value.cacheControl ?? ''}`, sentence }
  }
  if (entry.state === 'unreadable') return null
  const none = noEntry(o, 'edge')
  if (none !== null) {
    const sentence = `The page is cached shortly, but it ${none.why}: how long that may be kept cannot be told.`
    return { status: 'warn', half: 'frontend', expected, observed: 'no entry script', sentence, remedy }
  }
  const header = entry.state === 'read' ? entry.value.cacheControl : null
  const isForGood = isKeptForGood({ cacheControl: header })
  if (
    entry.state === 'read' &&
    !isContentHashed(entry.value.path) &&
    !(isForGood && mayBeContentHashed(entry.value.path))
  )
    return unhashed(entry.value.path, header, entry.readAt, limit)
  if (!isForGood) {
    const observed = `assets: ${header ?? 'no Cache-Control'}`
    const sentence = `Browsers load the assets again more often than needed (${observed}).`
    return { status: 'warn', half: 'frontend', expected, observed, sentence, remedy }
  }
  const observed = `page: ${html.value.cacheControl ?? ''}, assets: ${header ?? ''}`
  return { status: 'ok', expected, observed, sentence: 'The page is cached shortly, the assets for good.' }
}

/** What is kept longer than it should be, though no release reaches users late by it for sure. */
function besides(o: Observation, limitSeconds: number): Finding | null {
  const file = addressFile(o, 'edge')
  if (file !== null && browserLifetime(file.headers, file.readAt).by === 'guess') {
    const said = file.headers.cacheControl ?? 'no Cache-Control'
    return {
      status: 'warn',
      half: 'frontend',
      expected: 'a short age',
      observed: `${file.name}: ${said}`,
      sentence: `Nothing says how long browsers may keep ${file.name}, which names the backend's address (${said}): after a change some of them may call the old one.`,
      remedy: ownHeaders(file.name),
    }
  }
  const worker = keptWorker(o, limitSeconds)
  if (worker !== null) return worker
  const record = recordHeaders(o, 'edge')
  const seconds =
    record === null
      ? 0
      : Math.max(
          ...[browserLifetime(record, o.observedAt), edgeLifetime(record, null)].map((kept) =>
            kept.by === 'header' ? kept.seconds : 0,
          ),
        )
  return seconds <= limitSeconds
    ? null
    : {
        status: 'warn',
        half: 'frontend',
        expected: 'a short age',
        observed: `${buildRecordPath}: ${span(seconds)}`,
        sentence: `${buildRecordPath} may be kept for ${span(seconds)}: after a release the record of an earlier build may be taken for the new one's.`,
        remedy: ownHeaders(buildRecordPath),
      }
}

/**
 * Browsers ask for a service worker anew without their cache, unless the site says otherwise, and after a day in any case; for what it loads they
 * use their cache. https://developer.mozilla.org/docs/Web/API/ServiceWorkerRegistration/updateViaCache
 */
function keptWorker(o: Observation, limitSeconds: number): Finding | null {
  const caching =
    o.distribution.state === 'read' && o.distribution.value.caching.state === 'read'
      ? o.distribution.value.caching.value
      : null
  for (const { path, loadedBy, headers } of serviceWorkerFiles(o, 'edge')) {
    // Like version.txt it lies beside the page as a rule: what the distribution does with that is taken for it.
    const atEdge = edgeLifetime(headers, caching?.versionFile ?? null).seconds
    const browser = browserLifetime(headers, o.observedAt)
    const inBrowsers = loadedBy === null || browser.by === 'guess' ? 0 : browser.seconds
    const seconds = Math.max(atEdge, inBrowsers)
    if (seconds <= limitSeconds) continue
    const what =
      loadedBy === null
        ? `the service worker ${path}`
        : `${path}, which the service worker ${loadedBy} loads,`
    const who =
      atEdge >= inBrowsers
        ? `The edge may keep ${what} for ${span(seconds)} unless it is invalidated`
        : `Browsers may keep ${what} for ${span(seconds)}`
    return {
      status: 'warn',
      half: 'frontend',
      expected: 'a short age',
      observed: `${path}: ${headers.cacheControl ?? 'no Cache-Control'}`,
      sentence: `${who}: so long may users stay with the site from before a release.`,
      remedy: instructions(
        `Give ${path} a short age`,
        `Store ${path} with Cache-Control no-cache or a short max-age, wherever it is written, and invalidate it at the edge. A release by Lockstep does both.`,
      ),
    }
  }
  return null
}

const ownHeaders = (name: string) =>
  instructions(
    `Give ${name} a short age`,
    `Store ${name} with Cache-Control no-cache or a short max-age, wherever it is written, and invalidate it. Browsers that have it already keep it until its time is over.`,
  )

/**
 * A script whose name holds no hash changes under its name, so that browsers must ask for it as they ask for the page. Where the name may hold
 * one after all (`index-DiwrgTda.js`), nothing is said against either.
 */
function unhashed(path: string, cacheControl: string | null, now: string, limitSeconds: number): Finding {
  const { by, seconds } = browserLifetime({ cacheControl, lastModified: null }, now)
  const observed = `${path}: ${cacheControl ?? 'no Cache-Control'}`
  if (mayBeContentHashed(path) || (by === 'header' && seconds <= limitSeconds)) {
    const sentence = 'The page is cached shortly, and so is or may be the script that it loads.'
    return { status: 'ok', observed, sentence }
  }
  return {
    status: 'warn',
    half: 'frontend',
    expected: 'a hash in the name, or a short age',
    observed,
    sentence: `Browsers may keep the old ${path} after a release: its name does not change with its content, and ${by === 'header' ? `it may be kept for ${span(seconds)}` : 'nothing says how long it may be kept'}.`,
    remedy: instructions(
      'Put a hash into the names of scripts',
      'Let the build name its files by their content, or serve this one with a short age. A query that changes with each build, as in app.js?v=3, helps too.',
    ),
  }
}

type Complaint = { readonly text: string; readonly by: 'headers' | 'distribution' | 'address file' }

function complaintsOf(o: Observation, place: 'edge' | 'bucket', limitSeconds: number): Complaint[] {
  const { html, versionFile } = o[place]
  const caching =
    o.distribution.state === 'read' && o.distribution.value.caching.state === 'read'
      ? o.distribution.value.caching.value
      : null
  const files = [
    { name: 'the page', reading: html, limits: caching?.page ?? null },
    { name: 'version.txt', reading: versionFile, limits: caching?.versionFile ?? null },
  ]
  const file = addressFile(o, place)
  // Where nothing is said, nothing is known of it but that: see `besides`.
  const isStated = file !== null && browserLifetime(file.headers, file.readAt).by === 'header'
  const ofFile = isStated
    ? complaints(file.name, file.headers, { limits: null, limitSeconds, now: file.readAt })
    : []
  const ofOthers = files.flatMap(({ name, reading, limits }) =>
    reading.state === 'read'
      ? complaints(name, reading.value, { limits, limitSeconds, now: reading.readAt })
      : [],
  )
  return [...ofOthers, ...ofFile.map((one) => ({ ...one, by: 'address file' as const }))]
}

type Judged = { readonly limits: CacheLimits | null; readonly limitSeconds: number; readonly now: string }

/** Browsers and the edge each by themselves: an invalidation reaches only the edge. */
function complaints(
  name: string,
  headers: FreshnessHeaders,
  { limits, limitSeconds, now }: Judged,
): Complaint[] {
  const browser = browserLifetime(headers, now)
  const edge = edgeLifetime(headers, limits)
  const byHeaders = (text: string): Complaint => ({ text, by: 'headers' })
  if (
    edge.seconds > limitSeconds &&
    edgeLifetime(headers, null).seconds <= limitSeconds &&
    edge.by === 'header'
  )
    return [
      {
        text: `the edge keeps ${name} for ${span(edge.seconds)} whatever its header says, as that is the minimum of the distribution`,
        by: 'distribution',
      },
      ...tooLongInBrowsers(name, browser.seconds, limitSeconds).map(byHeaders),
    ]
  if (browser.by === 'guess') {
    const atEdge = limits === null ? '' : ` (${span(edge.seconds)})`
    const said =
      headers.cacheControl === null
        ? 'has no Cache-Control'
        : isMalformed(headers.cacheControl)
          ? `has a Cache-Control that cannot be understood as written (${headers.cacheControl})`
          : `states no age (${headers.cacheControl})`
    return [
      byHeaders(
        `${name} ${said}, so browsers and the edge${atEdge} decide by themselves how long they keep it`,
      ),
    ]
  }
  if (browser.seconds > limitSeconds && edge.seconds > limitSeconds)
    return [
      byHeaders(
        `${name} may be kept for ${span(Math.max(browser.seconds, edge.seconds))}, by browsers too, which no invalidation reaches`,
      ),
    ]
  if (edge.seconds > limitSeconds)
    return [byHeaders(`${name} may be kept for ${span(edge.seconds)} by the edge, unless it is invalidated`)]
  return tooLongInBrowsers(name, browser.seconds, limitSeconds).map(byHeaders)
}

const tooLongInBrowsers = (name: string, seconds: number, limitSeconds: number): string[] =>
  seconds > limitSeconds
    ? [`${name} may be kept for ${span(seconds)} by browsers, which no invalidation reaches`]
    : []

function remedyFor(
  o: Observation,
  environment: Environment,
  tooLong: readonly Complaint[],
  limitSeconds: number,
): Remedy {
  if (tooLong.some(({ by }) => by === 'distribution'))
    return instructions(
      'Lower the minimum at the edge',
      'Set the minimum TTL of the cache behaviour that serves the page, or of its cache policy, to 0: the headers of the files then decide. Until then let each release invalidate everything.',
    )
  const inTheWay = noPage(o, environment)?.remedy ?? null
  if (inTheWay !== null) return inTheWay
  const inBucket = complaintsOf(o, 'bucket', limitSeconds)
  const file = addressFile(o, 'bucket')
  // Each environment has its own of these: no release writes it.
  if (file !== null && inBucket.length > 0 && inBucket.every(({ by }) => by === 'address file'))
    return ownHeaders(file.name)
  const { entry, html } = o.bucket
  const right =
    html.state === 'read' &&
    inBucket.length === 0 &&
    (!hasOwnScript(o, 'bucket') || (entry.state === 'read' && isKeptForGood(entry.value)))
  if (right) return isHeaderSetAtEdge(o) ? correctHeaderAtEdge : siteRemedy(o, environment)
  const candidate = runningCandidate(o, environment)
  return candidate === null
    ? instructions(
        'Correct the headers in the bucket',
        'Give page and version.txt a short max-age and assets a long one with immutable, then invalidate: the image of what runs is not known to be in the registry, so that Lockstep cannot publish its frontend again.',
      )
    : deployRemedy('frontend', candidate.version)
}
