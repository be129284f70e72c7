import { measureHosts, measureRequests } from '../../world/elb/measure.ts'
import { addDatapoint, emptyDatapoint, inUnit } from '../../world/metrics/datapoint.ts'
import type { Metrics } from '../../world/metrics/metrics.ts'
import type { EndpointLoad } from './api-load.ts'

type Who = {
  readonly metrics: Metrics
  /** Values of the CloudWatch dimensions. */
  readonly loadBalancer: string
  readonly targetGroup: string
}

export type BalancerMetrics = {
  served(loads: readonly EndpointLoad[], at: number): void
  /** No healthy target: the load balancer answers 503 by itself. */
  refused(requests: number, at: number): void
  /** How many targets there were: for the past, since the world counts them from now on. */
  hosts(healthy: number, at: number): void
}

/** What the load balancer measures of the same requests. */
export function createBalancerMetrics(who: Who): BalancerMetrics {
  const { metrics, loadBalancer, targetGroup } = who
  const both: readonly Readonly<Record<string, string>>[] = [
    { LoadBalancer: loadBalancer },
    { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
  ]
  const latency = both.map((dimensions) =>
    metrics.recorder(
      { namespace: 'AWS/ApplicationELB', name: 'TargetResponseTime', dimensions },
      { unit: 'Seconds' },
    ),
  )
  return {
    served(loads, at) {
      const requests = loads.reduce((sum, load) => sum + load.requests, 0)
      const errors = loads.reduce((sum, load) => sum + load.errors, 0)
      measureRequests({ ...who, at }, 500, errors)
      measureRequests({ ...who, at }, 200, requests - errors)
      const total = emptyDatapoint()
      for (const load of loads) addDatapoint(total, load.latency)
      if (total.count === 0) return
      const seconds = inUnit(total, 1000)
      for (const recorder of latency) recorder.add(seconds, at)
    },
    refused: (requests, at) => measureRequests({ ...who, targetGroup: null, at }, 503, requests),
    hosts: (healthy, at) => measureHosts({ ...who, at }, healthy, 0),
  }
}
