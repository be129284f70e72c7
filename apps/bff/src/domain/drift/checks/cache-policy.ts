import type { Remedy } from '@lockstep/shared-types/drift'
import { parseCacheControl } from '../cache-control.ts'
import { needEntry, needHtml, needVersionFile } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { deployRemedy, invalidateFrontend } from '../remedies.ts'
import type { DriftRule } from '../rule.ts'
import { frontendVersion } from '../versions.ts'
import { span } from '../words.ts'

const oneDaySeconds = 86_400

/** The page is cached shortly, so that a release reaches users; assets long, so that pages load fast (R1). */
export const cachePolicy: DriftRule = {
  id: 'cache-policy',
  question: 'whether the site is cached as it should be',
  explainedByRelease: false,
  needs: (o) => [needHtml(o, 'edge'), needVersionFile(o, 'edge'), needEntry(o, 'edge')],
  find(o, environment) {
    const limit = environment.drift.maxHtmlAgeSeconds
    const { html, versionFile, entry } = o.edge
    const expected = `page at most ${span(limit)}, assets immutable`
    const remedy = remedyFor(o, limit)
    const tooLong = [
      html.state === 'read' ? pageComplaint('the page', html.value.cacheControl, limit) : null,
      versionFile.state === 'read'
        ? pageComplaint('version.txt', versionFile.value.cacheControl, limit)
        : null,
      html.state === 'absent' ? 'there is no page at the edge' : null,
    ].filter((text) => text !== null)
    if (tooLong.length > 0) {
      const sentence = `A release would reach users late: ${tooLong.join('; ')}.`
      return { status: 'fail', half: 'frontend', expected, observed: tooLong.join('; '), sentence, remedy }
    }
    if (html.state !== 'read' || entry.state === 'unreadable') return null
    const header = entry.state === 'read' ? entry.value.cacheControl : null
    if (!isForGood(header)) {
      const observed =
        entry.state === 'absent' ? 'no entry script' : `assets: ${header ?? 'no Cache-Control'}`
      const sentence = `Browsers load the assets again more often than needed (${observed}).`
      return { status: 'warn', half: 'frontend', expected, observed, sentence, remedy }
    }
    const observed = `page: ${html.value.cacheControl ?? ''}, assets: ${header ?? ''}`
    return { status: 'ok', expected, observed, sentence: 'The page is cached shortly, the assets for good.' }
  },
}

/** When the bucket says it right, the edge only holds an old copy; else the frontend has to be published again. */
function remedyFor(o: Observation, limitSeconds: number): Remedy {
  const { html, versionFile, entry } = o.bucket
  const right =
    html.state === 'read' &&
    pageComplaint('', html.value.cacheControl, limitSeconds) === null &&
    (versionFile.state !== 'read' ||
      pageComplaint('', versionFile.value.cacheControl, limitSeconds) === null) &&
    entry.state === 'read' &&
    isForGood(entry.value.cacheControl)
  return right ? invalidateFrontend : deployRemedy('frontend', frontendVersion(o, 'bucket'))
}

function isForGood(header: string | null): boolean {
  const { immutable, maxAgeSeconds } = parseCacheControl(header ?? '')
  return immutable && (maxAgeSeconds ?? 0) >= oneDaySeconds
}

function pageComplaint(name: string, header: string | null, limitSeconds: number): string | null {
  if (header === null)
    return `${name} has no Cache-Control, so the edge decides by itself how long it keeps it`
  const { maxAgeSeconds } = parseCacheControl(header)
  if (maxAgeSeconds === null) return `${name} may be kept without limit (${header})`
  return maxAgeSeconds > limitSeconds ? `${name} may be kept for ${span(maxAgeSeconds)}` : null
}
