import type { SiteObservation } from '../../domain/drift/observation.ts'
import { valueOf } from '../../domain/reading.ts'
import { ok } from '../../domain/result.ts'
import { poll } from '../poll.ts'
import type { RunStep } from '../step-context.ts'

/** The edge serves the new version: `version.txt` names it, and the page is the one that the bucket holds. */
export const edgeVersion: RunStep = (context) =>
  poll(context, async () => {
    const version = context.work.release.artifact?.version ?? ''
    const { edge, bucket } = await context.ports.readSite(context.environment)
    // Without the bucket's page nothing can be compared, whatever the edge serves.
    const unread = bucket.html.state === 'unreadable' ? bucket.html.problem : null
    const said = unread === null ? sentenceOf(edge) : unread.title
    if (valueOf(edge.versionFile)?.version === version && isSamePage(edge, bucket))
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
            ? 'Invalidate everything, and check the caching rules of the distribution.'
            : unread.remedy,
      },
    })
  })

function isSamePage(edge: SiteObservation, bucket: SiteObservation): boolean {
  const served = valueOf(edge.html)
  const stored = valueOf(bucket.html)
  if (served === null || stored === null) return false
  if (served.buildVersion !== stored.buildVersion) return false
  return served.entryPath === stored.entryPath
}

function sentenceOf({ versionFile }: SiteObservation): string {
  switch (versionFile.state) {
    case 'read':
      return `The edge serves ${versionFile.value.version}.`
    case 'absent':
      return 'The edge serves no version.txt.'
    case 'unreadable':
      return versionFile.problem.title
  }
}
