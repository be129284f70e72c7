import { bringsToMain } from '../step-list.ts'
import type { Finding, PreflightFacts, PreflightRule } from './preflight-facts.ts'
import { shareBefore } from './rollout-facts.ts'

/**
 * Somebody may have sent traffic to the candidate by hand, or a release that was broken off has left it there: the plan
 * says what becomes of it, so that nothing is overwritten in silence.
 */
export const trafficOnCandidate: PreflightRule = {
  id: 'rollout-at-zero',
  overridable: true,
  find: ({ shape, trafficBefore }) => judgeTraffic(shape, trafficBefore),
}

/** Null where nobody is on a candidate, or none can be. */
export function judgeTraffic(
  shape: PreflightFacts['shape'],
  before: PreflightFacts['trafficBefore'],
): Finding | null {
  if (before === null) return null
  const { driver, traffic } = before
  const returns = bringsToMain(driver, shape.scope)
  if (!traffic.ok)
    return {
      status: 'warn',
      sentence: `Where the traffic goes now could not be told: ${traffic.problem.title}${returns ? ' This release sends all of it to the main half.' : ''}`,
    }
  const percent = shareBefore(traffic.value)
  if (percent === 0) return null
  const observed = `${percent} %`
  const on = `${observed} of the traffic is on the candidate;`
  const found = { expected: '0 %', observed }
  if (returns) return { ...found, status: 'warn', sentence: `${on} this release brings it back to main.` }
  if (driver !== 'paired')
    return { ...found, status: 'warn', sentence: `${on} this release leaves that as it is.` }
  return {
    ...found,
    status: 'fail',
    // Going back must stay possible, whatever is lost to see.
    overridable: shape.kind === 'rollback',
    sentence: `${on} visitors there would not see this frontend. Release both halves or the backend: that brings everybody back to main.`,
  }
}
