import { buildRecordPath } from '@lockstep/shared-types/build-record'
import type { Remedy } from '@lockstep/shared-types/drift'
import { versionFilePath } from '../artifact/publish-order.ts'
import { isVersionOf } from '../artifact/version-names.ts'
import type { DeclaredEndpoint } from '../bundle/declared-endpoint.ts'
import { judgeSettings } from '../bundle/judge-bundle.ts'
import { judgeEndpoint } from '../bundle/judge-endpoint.ts'
import type { Environment } from '../environment.ts'
import { frontendRemedy, runningCandidate } from './choose-remedy.ts'
import { noEntry } from './no-entry.ts'
import { noDistribution } from './no-distribution.ts'
import { noPage } from './no-page.ts'
import type { Observation } from './observation.ts'
import { instructions, invalidateAll, invalidateFrontend } from './remedies.ts'
import { replaceRemedy } from './replace-remedy.ts'
import { isWrittenInto, sayWhetherMeant } from './same-object.ts'
import { differingPart } from './site-difference.ts'
import { judgeOrigin } from './site-origin.ts'
import { isSpoilt, spoiltFiles } from './spoilt-files.ts'
import { frontendVersion, runningVersion } from './versions.ts'

/**
 * What to do about a site of which users get something else than the bucket holds. An invalidation hands users whatever
 * is in the bucket, so it is proposed only where that is known to be right: of the version that the backend runs, calling
 * the right backend, and what the edge gets when it asks. Else the frontend of what runs is published again, when its
 * image is there; where neither is safe, that is said.
 */
export function siteRemedy(o: Observation, environment: Environment): Remedy {
  const misled = otherSource(o, environment) ?? noPage(o, environment)?.remedy ?? null
  if (misled !== null) return misled
  const { html } = o.bucket
  if (html.state === 'unreadable')
    return instructions(
      'Look into the bucket first',
      'An invalidation would bring users what is in the bucket, and that could not be read.',
    )
  const held = frontendVersion(o, 'bucket')
  const running = runningVersion(o, environment)
  const isHeldRight = html.state === 'read' && !isBroken(o) && !isMadeWrong(o, environment)
  if (isHeldRight && running.state === 'known' && held !== null && isVersionOf(held, running.names))
    return ofHeld(o, environment, running.names)
  const candidate = runningCandidate(o, environment)
  if (html.state === 'read' && isMadeWrong(o, environment) && isHeldByRunning(held, candidate?.names))
    return replaceRemedy(o, candidate)
  if (candidate !== null) return frontendRemedy(o, environment)
  // Nothing changes for the pair: by its name it is what users have.
  const sameName = held !== null && held === frontendVersion(o, 'edge')
  if (isHeldRight && sameName) return invalidation(o, environment)
  return neitherIsSafe(o, held)
}

/** The bucket holds what runs. A failing deployment that goes on would fall out of step with it again. */
function ofHeld(o: Observation, environment: Environment, names: readonly string[]): Remedy {
  const proposed = frontendRemedy(o, environment)
  const comesBack = proposed.kind === 'deploy' && proposed.scope === 'both'
  return comesBack || !isVersionFileOf(o, names) ? proposed : invalidation(o, environment)
}

/** The same remedy, unless it is an invalidation, which has to be safe and to be of the right files. */
export const withSafeInvalidation = (o: Observation, environment: Environment, remedy: Remedy): Remedy =>
  remedy.kind === 'invalidate' ? siteRemedy(o, environment) : remedy

/** The edge would not get the bucket's files, does not, or changes them: it has newer ones. */
function otherSource(o: Observation, environment: Environment): Remedy | null {
  const { frontend } = environment
  const unserved = noDistribution(o, environment)
  if (unserved !== null) return unserved.remedy
  if (!frontend.rewrittenAtEdge && isWrittenInto(o)) return sayWhetherMeant
  if (o.distribution.state === 'read') {
    const found = judgeOrigin(o.distribution.value, frontend)
    if (found.fit === 'wrong')
      return instructions(
        'Correct the configuration',
        `${found.why}. Correct frontend.distributionId, frontend.bucket, frontend.prefix or frontend.url, or the origin of the distribution.`,
      )
  }
  const [served, held] = [o.edge.html, o.bucket.html]
  if (served.state !== 'read' || held.state !== 'read' || differingPart(o, frontend) === null) return null
  const { lastModified: ofServed } = served.value
  const { lastModified: ofHeld } = held.value
  if (ofServed === null || ofHeld === null || Date.parse(ofServed) <= Date.parse(ofHeld)) return null
  return instructions(
    'Find out where the edge has its page from',
    'The page that the edge serves was written later than the one in the bucket, so it comes from somewhere else: another bucket, another folder, or another distribution. Compare the origin of the distribution with the configuration before you change anything.',
  )
}

function invalidation(o: Observation, { frontend }: Environment): Remedy {
  const difference = differingPart(o, frontend)
  const { missing, differing, refused } = spoiltFiles(o, 'edge')
  const isElsewhere =
    (difference !== null &&
      difference.by === 'content' &&
      !['page', 'version.txt'].includes(difference.what)) ||
    [...missing, ...differing].some((path) => !forgotten.includes(path)) ||
    refused.length > 0 ||
    isOtherFile(o)
  return isElsewhere ? invalidateAll : invalidateFrontend
}

/** What an invalidation of the frontend alone surely reaches; CloudFront takes a `*` literally unless it ends the path. */
const forgotten: readonly string[] = ['index.html', versionFilePath, buildRecordPath]

/** Whether users get another file with the backend's address than the bucket holds. */
function isOtherFile({ edge, bucket }: Observation): boolean {
  if (edge.entry.state !== 'read' || bucket.entry.state !== 'read') return false
  const [served, held] = [edge.entry.value.declared, bucket.entry.value.declared]
  if (served?.state === 'unreadable' || held?.state === 'unreadable') return false
  return JSON.stringify(addressesOf(served)) !== JSON.stringify(addressesOf(held))
}

/** With how long it is kept: an answer with the old header is kept by its rule. */
const addressesOf = (file: DeclaredEndpoint | null): readonly string[] | null =>
  file?.state === 'read' ? [...file.values, file.headers?.cacheControl ?? ''] : null

const isHeldByRunning = (held: string | null, names: readonly string[] | undefined): boolean =>
  held !== null && names !== undefined && isVersionOf(held, names)

function isVersionFileOf({ bucket }: Observation, names: readonly string[]): boolean {
  const { versionFile } = bucket
  return (
    versionFile.state === 'absent' ||
    (versionFile.state === 'read' && isVersionOf(versionFile.value.version, names))
  )
}

/**
 * The bucket's bundle calls another backend, or was built with settings that are certainly wrong. Where files of it are
 * gone, what is in none of the others may be in those.
 */
export function isMadeWrong(o: Observation, environment: Environment): boolean {
  const { entry } = o.bucket
  if (entry.state !== 'read') return false
  const isWhole = entry.value.missing.length === 0
  const endpoint = judgeEndpoint(entry.value, environment)
  const found = Object.entries(environment.settings).filter(([name]) => name in entry.value.settings)
  const settings = isWhole ? environment.settings : Object.fromEntries(found)
  const complaints = judgeSettings(entry.value, { ...environment, settings }, frontendVersion(o, 'bucket'))
  return (
    (endpoint.state === 'wrong' && (isWhole || endpoint.isCertain)) ||
    complaints.some(({ certainty }) => certainty === 'wrong')
  )
}

/** What the bucket holds does not work as it lies there: publishing it again mends it, and nobody must get it before. */
export const isBroken = (o: Observation): boolean =>
  noEntry(o, 'bucket')?.isBroken === true || isSpoilt(spoiltFiles(o, 'bucket'))

const neitherIsSafe = (o: Observation, held: string | null): Remedy =>
  instructions(
    'Decide by hand, and do not invalidate yet',
    `An invalidation would bring users ${held ?? 'a frontend of an unknown version'} from the bucket, and nothing shows that it fits the backend; the image of what runs is not known to be in the registry, so its frontend cannot be published again either. ${
      frontendVersion(o, 'edge') === null ? '' : `Users still have ${frontendVersion(o, 'edge') ?? ''}. `
    }Push the image again, or deploy both halves at one version.`,
  )

/** Why the edge must not simply let go of what it has; where `siteRemedy` is no invalidation. */
export function siteCaution(o: Observation, environment: Environment): string {
  const brings = ' An invalidation alone would bring users'
  if (isMadeWrong(o, environment))
    return `${brings} a frontend that calls another backend, or was built with wrong settings.`
  const none = noEntry(o, 'bucket')
  if (none?.isBroken === true) return `${brings} a page that ${none.why}.`
  if (isBroken(o))
    return `${brings} a site that does not work: in the bucket, files are missing, are not as built, or are served as what browsers refuse.`
  const running = runningVersion(o, environment)
  const [served, held] = [frontendVersion(o, 'edge'), frontendVersion(o, 'bucket')]
  if (running.state !== 'known' || held === null || isVersionOf(held, running.names))
    return ' An invalidation alone is not known to help.'
  const matches = served !== null && isVersionOf(served, running.names)
  return matches
    ? `${brings} ${held}, while the backend runs ${running.version}, which matches what they have now.`
    : `${brings} ${held}, while the backend runs ${running.version}.`
}
