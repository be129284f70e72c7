import { judgeOrigin } from '../../drift/site-origin.ts'
import { span } from '../../drift/words.ts'
import type { Reading } from '../../reading.ts'
import {
  touchesBackend,
  touchesFrontend,
  type PreflightFacts,
  type PreflightRule,
} from './preflight-facts.ts'

/** The distribution serves the bucket that the release writes to, under the address that it verifies. */
export const edgeOrigin: PreflightRule = {
  id: 'edge-origin',
  overridable: true,
  find(facts) {
    const { distribution } = facts.observation
    // What is not there or could not be read is told by `distribution-enabled`.
    if (!touchesFrontend(facts) || distribution.state !== 'read') return null
    const { frontend } = facts.environment
    const found = judgeOrigin(distribution.value, frontend)
    if (found.fit === 'right')
      return { status: 'ok', sentence: `The distribution serves s3://${frontend.bucket}/${frontend.prefix}.` }
    const { origin, aliases } = distribution.value
    return {
      status: found.fit === 'wrong' ? 'fail' : 'warn',
      expected: `${frontend.url} from s3://${frontend.bucket}/${frontend.prefix}`,
      observed: `${aliases.join(', ')} from ${origin === null ? 'nowhere' : `${origin.domainName}${origin.path}`}`,
      sentence:
        found.fit === 'wrong'
          ? `${found.why}: what this release publishes would not reach users.`
          : `${found.why}. If that is meant, nothing is wrong.`,
    }
  },
}

/** What the release changes reaches users, also where the edge keeps things longer than their headers say. */
export const edgeCaching: PreflightRule = {
  id: 'edge-caching',
  overridable: false,
  find(facts) {
    const { observation, environment, invalidationMode } = facts
    const { distribution } = observation
    if (!touchesFrontend(facts) || distribution.state !== 'read') return null
    const { caching } = distribution.value
    if (caching.state === 'unreadable')
      return {
        status: 'warn',
        sentence: `How long the edge keeps files whatever their headers say could not be read: ${caching.problem.title}`,
        problem: caching.problem,
      }
    if (caching.state === 'absent')
      return { status: 'warn', sentence: 'The cache policy of the distribution does not exist.' }
    const minimum = Math.max(caching.value.page.minimum, caching.value.versionFile.minimum)
    if (minimum <= environment.drift.maxHtmlAgeSeconds)
      return { status: 'ok', sentence: 'The edge keeps pages for as long as their headers say.' }
    const keeps = `The distribution keeps files for at least ${span(minimum)}, whatever their headers say`
    const observed = `minimum TTL ${span(minimum)}`
    if (invalidationMode !== 'frontend-only')
      return { status: 'ok', observed, sentence: `${keeps}; this release invalidates everything.` }
    return {
      status: 'warn',
      expected: `at most ${span(environment.drift.maxHtmlAgeSeconds)}`,
      observed,
      sentence: `${keeps}: what the invalidation does not name reaches users that late. Let this release invalidate everything, or lower the minimum.`,
    }
  },
}

/** What the release verifies at its end lets Lockstep in. Otherwise it would fail then, with everything changed. */
export const canBeVerified: PreflightRule = {
  id: 'can-be-verified',
  overridable: true,
  find(facts) {
    const { edge, health, appVersion } = facts.observation
    const asked = [
      ...(touchesFrontend(facts) ? [edge.html, edge.versionFile] : []),
      ...(touchesBackend(facts) ? [health, appVersion] : []),
    ]
    const refusals = [...new Set(asked.flatMap((reading) => refusalOf(reading)))]
    if (refusals.length === 0)
      return { status: 'ok', sentence: 'Nothing that this release verifies refuses Lockstep.' }
    return {
      status: statusOf(facts),
      observed: refusals.join(' '),
      sentence: `What users get cannot be verified: ${refusals.join(' ')} Give its requests a header by probeHeaders in the configuration.`,
    }
  },
}

/** Going back must stay possible. */
const statusOf = ({ shape }: Pick<PreflightFacts, 'shape'>): 'warn' | 'unknown' =>
  shape.kind === 'rollback' ? 'warn' : 'unknown'

/** A site that does not answer at all may be what the release repairs; one that refuses stays as it is. */
function refusalOf(reading: Reading<unknown>): string[] {
  if (reading.state !== 'unreadable') return []
  const { probeCause, title } = reading.problem
  return probeCause === 'denied' || probeCause === 'redirect' ? [title] : []
}
