import type { Metrics } from '../metrics/metrics.ts'

const namespace = 'AWS/ApplicationELB'

type Who = {
  readonly metrics: Metrics
  /** Values of the dimensions; `targetGroup` null when the load balancer answered by itself. */
  readonly loadBalancer: string
  readonly targetGroup: string | null
  readonly at?: number
}

/** Records for the load balancer, and for the load balancer with its target group, as AWS does. */
const recordBoth = (who: Who, name: string, value: number, count: number, unit: string): void => {
  const { metrics, loadBalancer, targetGroup, at } = who
  const options = { count, unit, ...(at === undefined ? {} : { at }) }
  metrics.record({ namespace, name, dimensions: { LoadBalancer: loadBalancer } }, value, options)
  if (targetGroup !== null)
    metrics.record(
      { namespace, name, dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup } },
      value,
      options,
    )
}

/** Counts `count` requests with a status, each as a value of 1, so that Sum is the number and SampleCount too. */
export const measureRequests = (who: Who, status: number, count: number): void => {
  if (count === 0) return
  const family = `${Math.floor(status / 100)}XX`
  recordBoth(who, 'RequestCount', 1, count, 'Count')
  if (who.targetGroup === null) recordBoth(who, `HTTPCode_ELB_${family}_Count`, 1, count, 'Count')
  else recordBoth(who, `HTTPCode_Target_${family}_Count`, 1, count, 'Count')
}

/** The time from the request leaving the load balancer to the target's first byte. */
export const measureLatency = (who: Who, latencyMilliseconds: number, count: number): void =>
  recordBoth(who, 'TargetResponseTime', latencyMilliseconds / 1000, count, 'Seconds')

/** Only for load balancer with target group, as AWS publishes it. */
export const measureHosts = (
  who: Who & { readonly targetGroup: string },
  healthy: number,
  unhealthy: number,
): void => {
  const { metrics, loadBalancer, targetGroup, at } = who
  const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroup }
  const options = { unit: 'Count', ...(at === undefined ? {} : { at }) }
  metrics.record({ namespace, name: 'HealthyHostCount', dimensions }, healthy, options)
  metrics.record({ namespace, name: 'UnHealthyHostCount', dimensions }, unhealthy, options)
}
