import { z } from 'zod'
import { text } from './values.ts'

export const metricsSection = z.strictObject({
  application: z
    .strictObject({
      namespace: text.describe('CloudWatch namespace.'),
      requests: text.default('Requests').describe('Metric with the number of requests.'),
      errors: text.default('Errors').describe('Metric with the number of requests that failed.'),
      latency: text.default('Latency').describe('Metric with the latency in milliseconds.'),
      variants: z
        .strictObject({
          dimension: text.describe('Dimension that tells baseline from candidate.'),
          baseline: text.describe('Its value for the baseline.'),
          candidate: text.describe('Its value for the candidate.'),
        })
        .nullable()
        .default(null),
      endpoints: z
        .strictObject({
          dimension: text.describe('Dimension that names the endpoint.'),
          names: z.array(text).min(1).max(20).describe('Endpoints that are shown one by one.'),
        })
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null)
    .describe('Metrics that the application sends itself.'),
  database: z
    .strictObject({ instance: text.describe('RDS instance identifier.') })
    .nullable()
    .default(null)
    .describe('Database whose connections are shown.'),
  rum: z
    .strictObject({ application: text.describe('Name of the CloudWatch RUM app monitor.') })
    .nullable()
    .default(null)
    .describe('Frontend errors.'),
})
export type MetricsSection = z.infer<typeof metricsSection>
