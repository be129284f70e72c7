import type { Network } from '../task-app/network.ts'
import type { Target, TargetGroupRecord } from './types.ts'

type Probe =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly reason: 'Target.ResponseCodeMismatch' | 'Target.Timeout'
      readonly description: string
    }

/** Whether a status is in a matcher such as `200`, `200,202` or `200-299`. */
export const matchesCode = (matcher: string, status: number): boolean =>
  matcher.split(',').some((part) => {
    const [low = 0, high = low] = part.split('-').map(Number)
    return status >= low && status <= high
  })

const probe = (network: Network, group: TargetGroupRecord, target: Target): Probe => {
  const app = network.at(target.id, target.port)
  if (app === null) return { ok: false, reason: 'Target.Timeout', description: 'Request timed out' }
  const { HealthCheckPath = '/', Matcher } = group.description
  const { status } = app.answer({
    method: 'GET',
    url: HealthCheckPath,
    headers: { 'user-agent': 'ELB-HealthChecker/2.0' },
  })
  if (matchesCode(Matcher?.HttpCode ?? '200', status)) return { ok: true }
  return {
    ok: false,
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${status}]`,
  }
}

/** One health check of one target. True when its state changed. */
export const checkTarget = (network: Network, group: TargetGroupRecord, target: Target): boolean => {
  if (target.state === 'draining') return false
  const result = probe(network, group, target)
  const before = target.state
  if (result.ok) {
    target.passes += 1
    target.failures = 0
    if (target.passes >= (group.description.HealthyThresholdCount ?? 1)) {
      target.state = 'healthy'
      target.reason = null
      target.description = null
    }
  } else {
    target.passes = 0
    target.failures += 1
    if (target.failures >= (group.description.UnhealthyThresholdCount ?? 2)) {
      target.state = 'unhealthy'
      target.reason = result.reason
      target.description = result.description
    }
  }
  return target.state !== before
}
