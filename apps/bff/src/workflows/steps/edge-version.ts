import type { Problem } from '@lockstep/shared-types/problem'
import type { SiteObservation } from '../../domain/drift/observation.ts'
import { differingPart } from '../../domain/drift/site-difference.ts'
import type { FrontendConfig } from '../../domain/environment.ts'
import { valueOf, type Reading } from '../../domain/reading.ts'
import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

/** The edge serves the new version: `version.txt` names it, and page and script are, byte for byte, what the bucket holds. */
export const edgeVersion: RunStep = (context) =>
  poll(context, async () => {
    const version = context.work.release.artifact?.version ?? ''
    const { edge, bucket } = await context.ports.readSite(context.environment)
    // Without the bucket's page nothing can be compared, whatever the edge serves.
    const unread = problemOf([bucket.html, edge.html, ownEntry(edge), edge.versionFile])
    const { frontend } = context.environment
    const said = unread === null ? sentenceOf(edge, bucket, frontend) : unread.title
    if (valueOf(edge.versionFile)?.version === version && isSameSite(edge, bucket, frontend))
      return ok({ state: 'done', sentence: `The edge serves ${version}.` })
    return ok({
      state: 'waiting',
      sentence: said,
      overdue: {
        code: 'verification-failed',
        title:
          unread === null
            ? `The edge does not serve ${version}.`
            : `Whether the edge serves ${version} could not be verified.`,
        detail: said,
        remedy:
          unread === null
            ? 'Invalidate everything, and check the caching rules of the distribution. Where functions at the edge write into pages, set frontend.rewrittenAtEdge.'
            : unread.remedy,
      },
    })
  })

/** The page itself where it loads no script of the site: scripts on other hosts are no part of a release. */
const ownEntry = ({ html, entry }: SiteObservation): Reading<unknown> =>
  html.state === 'read' && html.value.entryPath === null ? html : entry

function problemOf(readings: readonly Reading<unknown>[]): Problem | null {
  for (const reading of readings) if (reading.state === 'unreadable') return reading.problem
  return null
}

const isSameSite = (edge: SiteObservation, bucket: SiteObservation, frontend: FrontendConfig): boolean =>
  edge.html.state === 'read' &&
  bucket.html.state === 'read' &&
  ownEntry(edge).state !== 'unreadable' &&
  differingPart({ edge, bucket }, frontend) === null

function sentenceOf(edge: SiteObservation, bucket: SiteObservation, frontend: FrontendConfig): string {
  const difference = differingPart({ edge, bucket }, frontend)
  if (difference !== null)
    return `The edge serves another ${difference.what} than the bucket holds: ${difference.observed} instead of ${difference.expected}.`
  return edge.versionFile.state === 'read'
    ? `The edge serves ${edge.versionFile.value.version}.`
    : 'The edge serves no version.txt.'
}
