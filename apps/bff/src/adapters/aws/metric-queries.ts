import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import type { TargetGroupDimensions } from './load-balancer-dimensions.ts'

/** What is asked of CloudWatch for each target group; error rates are computed from two of them. */
export const rawMetrics = {
  requests: { name: 'RequestCount', stat: 'Sum' },
  errors: { name: 'HTTPCode_Target_5XX_Count', stat: 'Sum' },
  p50: { name: 'TargetResponseTime', stat: 'p50' },
  p95: { name: 'TargetResponseTime', stat: 'p95' },
  p99: { name: 'TargetResponseTime', stat: 'p99' },
  hosts: { name: 'HealthyHostCount', stat: 'Minimum' },
} as const

export type RawMetric = keyof typeof rawMetrics

/** One query as GetMetricData wants it; `id` must start with a lower-case letter. */
export function metricQuery(
  id: string,
  metric: RawMetric,
  { targetGroup, loadBalancer }: TargetGroupDimensions,
  periodSeconds: number,
): MetricDataQuery {
  const { name, stat } = rawMetrics[metric]
  return {
    Id: id,
    ReturnData: true,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: name,
        Dimensions: [
          { Name: 'TargetGroup', Value: targetGroup },
          { Name: 'LoadBalancer', Value: loadBalancer },
        ],
      },
      Period: periodSeconds,
      Stat: stat,
    },
  }
}
