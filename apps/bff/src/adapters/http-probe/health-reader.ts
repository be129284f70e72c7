import type { Clock } from '../../domain/clock.ts'
import type { HealthState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import { isAnsweredBySite } from './answered-by-site.ts'
import type { HttpProbe } from './http-probe.ts'
import { backendHeaders } from './probe-headers.ts'
import { joinUrl, readProbe } from './probe-reading.ts'
import { isChallenge, isRedirect, isRefusal, unexpectedStatus } from './unexpected-answer.ts'

/** Enough to show what a failing health check says. */
const keptBodyCharacters = 500

const tooManyRequests = 429

/** Application load balancers name themselves in answers of their own, and leave a target's header as it is. */
const isOfLoadBalancer = (server: string | undefined): boolean => server?.startsWith('awselb/') === true

/**
 * Asks the backend's health endpoint. Unreadable when no answer came, or one that is none of the backend's own health:
 * a redirect to elsewhere, a refusal to let Lockstep in, also by a firewall that wants proof of a browser.
 */
export function createHealthReader(probe: HttpProbe, clock: Clock) {
  const read = (environment: Environment): Promise<Reading<HealthState>> => {
    const { backend } = environment
    const url = joinUrl(backend.url, backend.healthPath)
    return readProbe<HealthState>(
      probe,
      clock,
      url,
      async (response) => {
        const isOther = isRedirect(response) || isRefusal(response) || isChallenge(response)
        if (isOther || response.status === tooManyRequests)
          return { problem: unexpectedStatus(url, response) }
        return {
          value: {
            status: response.status,
            latencyMilliseconds: Math.round(response.latencyMilliseconds),
            body: response.body === '' ? null : response.body.slice(0, keptBodyCharacters),
            isLoadBalancers: isOfLoadBalancer(response.headers['server']),
            isSitePage: await isAnsweredBySite(probe, environment, response),
          },
        }
      },
      { headers: backendHeaders(environment) },
    )
  }
  return { read }
}
