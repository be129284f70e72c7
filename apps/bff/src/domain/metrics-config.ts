/** Metrics that the application itself sends to CloudWatch, one dimension telling baseline from candidate. */
export type ApplicationMetrics = {
  readonly namespace: string
  /** Metric names: counts of requests and of errors, and latency in milliseconds. */
  readonly requests: string
  readonly errors: string
  readonly latency: string
  /** Such as `{ dimension: 'Path', baseline: 'old', candidate: 'new' }`; null when it does not tell them apart. */
  readonly variants: {
    readonly dimension: string
    readonly baseline: string
    readonly candidate: string
  } | null
  /** The dimension and its values that are drawn one by one, such as `GET /courses`; null for none. */
  readonly endpoints: { readonly dimension: string; readonly names: readonly string[] } | null
}

/** Which CloudWatch metrics an environment has besides those of its load balancer. */
export type MetricsConfig = {
  readonly application: ApplicationMetrics | null
  /** RDS instance whose connections are watched. */
  readonly database: { readonly instanceId: string } | null
  /** CloudWatch RUM application monitor of the frontend. */
  readonly rum: { readonly applicationName: string } | null
}

export const noMetrics: MetricsConfig = { application: null, database: null, rum: null }
