import { olderVersion } from '../../artifact/version-order.ts'
import { judgeEndpoint } from '../../bundle/judge-endpoint.ts'
import type { Environment } from '../../environment.ts'
import { needDistribution, needEntry, needHtml, needVersionFile } from '../needs.ts'
import type { Observation } from '../observation.ts'
import { deployRemedy, instructions, invalidateAll, invalidateFrontend } from '../remedies.ts'
import type { DriftRule, Finding } from '../rule.ts'
import { differingPart, type SiteDifference } from '../site-difference.ts'
import { backendVersion, frontendVersion } from '../versions.ts'
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
    needEntry(o, 'edge'),
    needEntry(o, 'bucket'),
    needDistribution(o),
  ],
  find(o, environment) {
    const unreachable = notServing(o, environment.frontend.distributionId)
    if (unreachable) return unreachable
    if (o.bucket.html.state === 'absent') {
      return {
        status: 'fail',
        half: 'frontend',
        sentence: 'The bucket holds no index.html: when the edge lets go of its copy, the site is gone.',
        remedy: deployRemedy('frontend', backendVersion(o, environment)),
      }
    }
    const difference = differingPart(o)
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

function notServing({ distribution, edge }: Observation, id: string): Finding | null {
  const gone = distribution.state === 'absent'
  const disabled = distribution.state === 'read' && !distribution.value.enabled
  if (!gone && !disabled && edge.html.state !== 'absent') return null
  const reason = gone ? 'does not exist' : disabled ? 'is disabled' : 'serves no page'
  const advice = gone
    ? 'Correct frontend.distributionId in the configuration, or create the distribution again.'
    : 'Enable the distribution in CloudFront; it takes some minutes until every edge knows it.'
  return {
    status: 'fail',
    half: 'frontend',
    sentence: `The CloudFront distribution ${id} ${reason}: users do not get the site.`,
    remedy: gone || disabled ? instructions('Bring the distribution back', advice) : invalidateFrontend,
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
  const caution = bucketCallsElsewhere(o, environment)
    ? ' An invalidation alone would bring users a frontend that calls the wrong backend.'
    : ''
  return {
    status: 'fail',
    half: 'frontend',
    expected: part.expected,
    observed: part.observed,
    sentence: `The edge serves ${older} ${part.what} than the bucket holds${names}${held}.${caution}`,
    remedy: part.what === 'entry script' && part.by === 'content' ? invalidateAll : invalidateFrontend,
  }
}

const bucketCallsElsewhere = ({ bucket }: Observation, environment: Environment): boolean =>
  bucket.entry.state === 'read' && judgeEndpoint(bucket.entry.value, environment).state === 'wrong'
