import { olderVersion } from '../../artifact/version-order.ts'
import type { Environment } from '../../environment.ts'
import { needDistribution, needEntry, needHtml, needVersionFile } from '../needs.ts'
import { hasOwnScript, isLedElsewhere } from '../no-entry.ts'
import { noDistribution } from '../no-distribution.ts'
import { noPage, type NoPage } from '../no-page.ts'
import type { Observation } from '../observation.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { isWrittenInto, sayWhetherMeant } from '../same-object.ts'
import { differingPart, type SiteDifference } from '../site-difference.ts'
import { judgeOrigin } from '../site-origin.ts'
import { siteCaution, siteRemedy } from '../site-remedy.ts'
import { frontendVersion } from '../versions.ts'
import { span } from '../words.ts'

/** The edge serves what the bucket holds, by name and by content (R1, cache). */
export const edgeStale: DriftRule = {
  id: 'edge-stale',
  question: 'whether the edge serves what the bucket holds',
  explainedByRelease: true,
  needs: (o) => [
    needHtml(o, 'edge'),
    needHtml(o, 'bucket'),
    needVersionFile(o, 'edge'),
    needVersionFile(o, 'bucket'),
    ...(['edge', 'bucket'] as const).flatMap((place) =>
      hasOwnScript(o, place) ? [needEntry(o, place)] : [],
    ),
    needDistribution(o),
  ],
  find(o, environment) {
    const unreachable = notServing(o, environment)
    if (unreachable) return unreachable
    if (o.bucket.html.state === 'absent' && !isLedElsewhere(o)) {
      return {
        status: 'fail',
        half: 'frontend',
        sentence: 'The bucket holds no index.html: when the edge lets go of its copy, the site is gone.',
        remedy: siteRemedy(o, environment),
      }
    }
    const difference = differingPart(o, environment.frontend)
    const [edge, bucket] = [frontendVersion(o, 'edge'), frontendVersion(o, 'bucket')]
    if (difference !== null) return stale(o, environment, difference, edge, bucket)
    if (o.edge.html.state !== 'read' || o.bucket.html.state !== 'read') return null
    return {
      status: 'ok',
      expected: bucket,
      observed: edge,
      sentence: `The edge serves what the bucket holds${edge === null ? '' : `, ${edge}`}.`,
    }
  },
}

function notServing(o: Observation, environment: Environment): Finding | null {
  const elsewhere = servesElsewhere(o, environment)
  if (elsewhere !== null) return elsewhere
  const unserved = noDistribution(o, environment)
  if (unserved !== null) return { status: 'fail', half: 'frontend', ...unserved }
  const none = noPage(o, environment)
  if (none === null) return null
  return {
    status: 'fail',
    half: 'frontend',
    sentence: `The CloudFront distribution ${environment.frontend.distributionId} ${noPageWords(none)}: users do not get the site.`,
    remedy: siteRemedy(o, environment),
  }
}

const noPageWords = ({ answered, why }: NoPage): string =>
  `serves no page${answered}${why === null ? '' : `, ${why}`}`

/** A distribution of another environment, or one that looks into another folder: nothing done to it reaches the site. */
function servesElsewhere(o: Observation, environment: Environment): Finding | null {
  if (o.distribution.state !== 'read') return null
  const { frontend } = environment
  const found = judgeOrigin(o.distribution.value, frontend)
  if (found.fit !== 'wrong') return null
  return {
    status: 'fail',
    half: 'frontend',
    expected: `s3://${frontend.bucket}/${frontend.prefix}`,
    observed: o.distribution.value.origin?.domainName ?? null,
    sentence: `${found.why}: what is published there does not reach users, nor does an invalidation.`,
    remedy: siteRemedy(o, environment),
  }
}

function stale(
  o: Observation,
  environment: Environment,
  part: SiteDifference,
  edge: string | null,
  bucket: string | null,
): Finding {
  const age = o.edge.html.state === 'read' ? o.edge.html.value.ageSeconds : null
  const held = age === null ? '' : `, held for ${span(age)}`
  const older =
    edge !== null && bucket !== null && olderVersion(edge, bucket) === edge ? 'an older' : 'another'
  const names =
    part.by === 'content'
      ? `, though both are called ${part.name}: their contents differ`
      : `: ${part.observed} instead of ${part.expected}`
  if (part.by === 'content' && changeable.includes(part.what) && mayBeMeant(o))
    return notTold(
      part,
      `both ${part.what}s are called ${part.name}, but their contents differ, and a Lambda@Edge function of the distribution may have written into the one that users get`,
    )
  // Where the page itself was read first, what it loads differs by it.
  if (isWrittenInto(o) && (part.what === 'page' || part.by === 'name'))
    return notTold(
      part,
      'the page that users get is the same object (by ETag and Last-Modified), and has other content: something between the bucket and users writes into it',
    )
  const remedy = siteRemedy(o, environment)
  const caution = remedy.kind === 'invalidate' ? '' : siteCaution(o, environment)
  return {
    status: 'fail',
    half: 'frontend',
    expected: part.expected,
    observed: part.observed,
    sentence: `The edge serves ${older} ${part.what} than the bucket holds${names}${held}.${caution}`,
    remedy,
  }
}

/** What functions at the edge write into: pages, and files with settings. */
const changeable: readonly SiteDifference['what'][] = ['page', 'script', 'stylesheet']

/** Lambda@Edge may write into pages; whether it does cannot be seen from outside. */
const mayBeMeant = ({ distribution }: Observation): boolean =>
  distribution.state === 'read' && distribution.value.mayRewritePages

const notTold = ({ expected, observed }: SiteDifference, why: string): Finding => ({
  status: 'unknown',
  half: 'frontend',
  expected,
  observed,
  sentence: `Could not tell whether the edge serves what the bucket holds: ${why}.`,
  remedy: sayWhetherMeant,
})
