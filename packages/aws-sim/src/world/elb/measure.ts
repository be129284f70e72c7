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

/**
 * Counts `count` requests with a status, each as a value of 1, so that Sum is the number and SampleCount too. Those that the
 * load balancer answered before a target was chosen are not in RequestCount (user guide, CloudWatch metrics).
 */
export const measureRequests = (who: Who, status: number, count: number): void => {
  if (count === 0) return
  if (who.targetGroup === null) return measureOwn(who, status, count)
  recordBoth(who, 'RequestCount', 1, count, 'Count')
  recordBoth(who, `HTTPCode_Target_${family(status)}_Count`, 1, count, 'Count')
}

const family = (status: number): string => `${Math.floor(status / 100)}XX`

/** Answers of the load balancer itself: there is no target group among their dimensions, whoever failed. */
const measureOwn = ({ targetGroup: _any, ...who }: Who, status: number, count: number): void => {
  const own = { ...who, targetGroup: null }
  recordBoth(own, `HTTPCode_ELB_${family(status)}_Count`, 1, count, 'Count')
  if ([500, 502, 503, 504].includes(status))
    recordBoth(own, `HTTPCode_ELB_${status}_Count`, 1, count, 'Count')
}

/** What a rule answered. believed: its status counts among the load balancer's own as well; not looked up. */
export const measureFixed = (who: Who, status: number, count: number): void => {
  if (count === 0) return
  measureOwn(who, status, count)
  recordBoth({ ...who, targetGroup: null }, 'HTTP_Fixed_Response_Count', 1, count, 'Count')
}

/**
 * Requests whose target was chosen and gave no answer: the load balancer answers 502. Connections that could not be made
 * are counted for the target group as well, those that broke off are not.
 */
export const measureDropped = (
  who: Who & { readonly targetGroup: string },
  how: 'refused' | 'broken',
  count: number,
): void => {
  if (count === 0) return
  recordBoth(who, 'RequestCount', 1, count, 'Count')
  measureOwn(who, 502, count)
  if (how === 'refused') recordBoth(who, 'TargetConnectionErrorCount', 1, count, 'Count')
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
