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

/** What requests are measured by, of a load balancer or of the application itself; error rates are computed from two of them. */
export type RequestMetric = 'requests' | 'errors' | 'p50' | 'p95' | 'p99'

const ofLoadBalancer: Readonly<Record<RequestMetric | 'hosts', { name: string; stat: string }>> = {
  requests: { name: 'RequestCount', stat: 'Sum' },
  errors: { name: 'HTTPCode_Target_5XX_Count', stat: 'Sum' },
  p50: { name: 'TargetResponseTime', stat: 'p50' },
  p95: { name: 'TargetResponseTime', stat: 'p95' },
  p99: { name: 'TargetResponseTime', stat: 'p99' },
  hosts: { name: 'HealthyHostCount', stat: 'Minimum' },
}

export const loadBalancerMetric = (
  metric: RequestMetric | 'hosts',
  { targetGroup, loadBalancer }: TargetGroupDimensions,
): MetricAddress => ({
  namespace: 'AWS/ApplicationELB',
  ...ofLoadBalancer[metric],
  dimensions: { TargetGroup: targetGroup, LoadBalancer: loadBalancer },
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
