import type { Clock } from '../../domain/clock.ts'
import { expiresAfter } from '../../domain/drift/expires.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { SiteFile, SiteFileWanted } from '../../features/drift/ports.ts'
import type { HttpProbe, ProbeResponse } from './http-probe.ts'
import { siteHeaders } from './probe-headers.ts'
import { joinUrl, readProbe } from './probe-reading.ts'
import { unexpectedStatus } from './unexpected-answer.ts'

const isoTime = (text: string | undefined): string | null => {
  const milliseconds = Date.parse(text ?? '')
  return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString()
}

type KeptHeaders = Pick<SiteFile, 'cacheControl' | 'contentType' | 'isNoSniff'>

function toSiteFile(
  { status, headers, body, sha256, hashes }: ProbeResponse,
  knownEtag: string | null,
  kept: KeptHeaders | undefined,
  now: Date,
): SiteFile {
  const etag = headers['etag']?.replace(/^W\/|"/g, '') ?? null
  const unchanged = status === 304
  const age = Number(headers['age'] ?? Number.NaN)
  const contentPolicy = headers['content-security-policy']
  return {
    ...(contentPolicy === undefined ? {} : { contentPolicy }),
    text: unchanged ? null : body,
    sha256: unchanged ? null : sha256,
    ...(unchanged || hashes === undefined ? {} : { hashes }),
    cacheControl: headers['cache-control'] ?? (unchanged ? (kept?.cacheControl ?? null) : null),
    expiresSeconds: expiresAfter(
      headers['expires'],
      isoTime(headers['date']) === null ? now : new Date(headers['date'] ?? ''),
    ),
    etag: etag ?? (unchanged ? knownEtag : null),
    ageSeconds: Number.isFinite(age) ? age : null,
    lastModified: isoTime(headers['last-modified']),
    contentType:
      headers['content-type']?.split(';')[0]?.trim().toLowerCase() ??
      (unchanged ? (kept?.contentType ?? null) : null),
    isNoSniff:
      /^\s*nosniff\s*(,|$)/i.test(headers['x-content-type-options'] ?? '') ||
      (unchanged && kept?.isNoSniff === true),
  }
}

const xml = /^(application|text)\/xml\b/i

/**
 * S3's own word, passed on by the edge, that it does not give out an object: who may not list a bucket is not told
 * whether the key is there. Either way users do not get the file; a firewall or a sign-in answers otherwise.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
const isRefusedByOrigin = ({ status, headers, body }: ProbeResponse): boolean =>
  status === 403 &&
  xml.test(headers['content-type'] ?? '') &&
  /<Error>\s*<Code>(AccessDenied|NoSuchKey)<\/Code>/.test(body)

/** As a browser asks: in the page's own words, so that a `+` stays one, which S3 reads as a blank. */
const urlPathOf = ({ path, urlPath }: SiteFileWanted): string =>
  urlPath ?? path.split('/').map(encodeURIComponent).join('/')

/**
 * Reads text files of the frontend as the edge serves them to users. What is known already is asked for
 * conditionally, so that an unchanged bundle costs no transfer.
 */
export function createEdgeFileReader(probe: HttpProbe, clock: Clock) {
  /** A 304 may leave out the headers of what it confirms. */
  const kept = new Map<string, KeptHeaders>()

  const read = (environment: Environment, wanted: SiteFileWanted): Promise<Reading<SiteFile>> => {
    // Users open the root: the edge keeps it apart from `/index.html`.
    const url = joinUrl(environment.frontend.url, wanted.path === 'index.html' ? '' : urlPathOf(wanted))
    const headers = {
      ...(wanted.knownEtag === null ? {} : { 'if-none-match': `"${wanted.knownEtag}"` }),
      ...siteHeaders(environment),
    }
    return readProbe<SiteFile>(
      probe,
      clock,
      url,
      (response) => {
        if (response.status === 404 || response.status === 410 || isRefusedByOrigin(response)) return null
        const usable = response.status === 200 || (response.status === 304 && wanted.knownEtag !== null)
        if (!usable) return { problem: unexpectedStatus(url, response) }
        const value = toSiteFile(response, wanted.knownEtag, kept.get(url), clock.now())
        // Only what is asked for again conditionally is worth keeping.
        if (wanted.path !== 'index.html') {
          const { cacheControl, contentType, isNoSniff } = value
          kept.set(url, { cacheControl, contentType, isNoSniff })
        }
        return { value }
      },
      { headers, maxBytes: wanted.maxBytes },
    )
  }
  return { read }
}
