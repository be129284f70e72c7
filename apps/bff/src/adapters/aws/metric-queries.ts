import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import type { ApplicationMetrics } from '../../domain/metrics-config.ts'
import type { TargetGroupDimensions } from './load-balancer-dimensions.ts'

/** Where CloudWatch keeps one metric, and which statistic of it is wanted. */
export type MetricAddress = {
  readonly namespace: string
  readonly name: string
  readonly stat: string
  readonly dimensions: Readonly<Record<string, string>>
}

/** What is measured of the targets of one group beside its requests: hosts, and connections that could not be made. */
type TargetMetric = 'hosts' | 'connections'

/** What requests are measured by, of a load balancer or of the application itself; error rates are computed from two of them. */
export type RequestMetric = 'requests' | 'errors' | 'p50' | 'p95' | 'p99'

const ofLoadBalancer: Readonly<Record<RequestMetric | TargetMetric, { name: string; stat: string }>> = {
  requests: { name: 'RequestCount', stat: 'Sum' },
  errors: { name: 'HTTPCode_Target_5XX_Count', stat: 'Sum' },
  p50: { name: 'TargetResponseTime', stat: 'p50' },
  p95: { name: 'TargetResponseTime', stat: 'p95' },
  p99: { name: 'TargetResponseTime', stat: 'p99' },
  hosts: { name: 'HealthyHostCount', stat: 'Minimum' },
  connections: { name: 'TargetConnectionErrorCount', stat: 'Sum' },
}

export const loadBalancerMetric = (
  metric: RequestMetric | TargetMetric,
  { targetGroup, loadBalancer }: TargetGroupDimensions,
): MetricAddress => ({
  namespace: 'AWS/ApplicationELB',
  ...ofLoadBalancer[metric],
  dimensions: { TargetGroup: targetGroup, LoadBalancer: loadBalancer },
})

const ofBalancerItself = {
  errors: 'HTTPCode_ELB_5XX_Count',
  refused: 'HTTPCode_ELB_503_Count',
  fixed: 'HTTP_Fixed_Response_Count',
} as const

/** What a load balancer answers by itself: 5xx of all kinds, of them those of 503, and what its rules answer of any status. */
export const balancerMetric = (
  metric: keyof typeof ofBalancerItself,
  loadBalancer: string,
): MetricAddress => ({
  namespace: 'AWS/ApplicationELB',
  name: ofBalancerItself[metric],
  stat: 'Sum',
  dimensions: { LoadBalancer: loadBalancer },
})

/** A metric that the application sends: in total, or of one value of one dimension. */
export function applicationMetric(
  metric: RequestMetric,
  { namespace, requests, errors, latency }: ApplicationMetrics,
  dimensions: Readonly<Record<string, string>>,
): MetricAddress {
  switch (metric) {
    case 'requests':
      return { namespace, name: requests, stat: 'Sum', dimensions }
    case 'errors':
      return { namespace, name: errors, stat: 'Sum', dimensions }
    case 'p50':
    case 'p95':
    case 'p99':
      return { namespace, name: latency, stat: metric, dimensions }
  }
}

/** The most at once in a period: a full pool is full, however short. */
export const databaseConnections = (instanceId: string): MetricAddress => ({
  namespace: 'AWS/RDS',
  name: 'DatabaseConnections',
  stat: 'Maximum',
  dimensions: { DBInstanceIdentifier: instanceId },
})

export const rumMetric = (
  name: 'JsErrorCount' | 'PageViewCount',
  applicationName: string,
): MetricAddress => ({
  namespace: 'AWS/RUM',
  name,
  stat: 'Sum',
  dimensions: { application_name: applicationName },
})

/** One query as GetMetricData wants it; `id` must start with a lower-case letter. */
export const metricQuery = (
  id: string,
  { namespace, name, stat, dimensions }: MetricAddress,
  periodSeconds: number,
): MetricDataQuery => ({
  Id: id,
  ReturnData: true,
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: periodSeconds,
    Stat: stat,
  },
})
