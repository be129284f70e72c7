/** What AWS lets one account do with a group of operations: `burst` at once, and `perSecond` for as long as one likes. */
export type RequestBudget = {
  /** These operations share one budget; named as IAM names them. */
  readonly operations: RegExp
  readonly group: string
  readonly burst: number
  readonly perSecond: number
  /** Most services count by account and region; those that are not in a region by account. */
  readonly per: 'region' | 'account'
  /**
   * The share of it that Lockstep takes: autoscaling, pipelines and people need the same budget. Changes are few, and
   * somebody waits for them: they may use all.
   */
  readonly share: number
  readonly source: string
  /** The day on which the source was read. */
  readonly lookedUp: string
}

const read = { share: 0.5, per: 'region', lookedUp: '2026-11-29' } as const
const change = { ...read, share: 1 } as const

const ecs = { source: 'Amazon ECS developer guide, Request throttling for the Amazon ECS API' } as const
const elb = { source: 'Elastic Load Balancing user guide, Request throttling' } as const
const metrics = { source: 'CloudWatch user guide, Service quotas' } as const
const logs = { source: 'CloudWatch Logs user guide, Service quotas' } as const
const registry = { source: 'Amazon ECR user guide, Service quotas' } as const
/** Numbers that AWS does not publish: low ones, from what users of public tools have met. */
const believed = { source: 'believed: AWS publishes no number' } as const

/**
 * The first row that fits an operation counts. S3 has none: its budget is thousands a second for each prefix, and
 * publishing needs it. STS has none: roles are assumed once an hour.
 */
export const requestBudgets: readonly RequestBudget[] = [
  {
    group: 'ECS service reads',
    operations: /^ecs:(DescribeServices|ListServices|DescribeTaskSets)$/,
    burst: 100,
    perSecond: 20,
    ...read,
    ...ecs,
  },
  {
    group: 'ECS cluster resource reads',
    operations: /^ecs:(DescribeTasks|ListTasks|(Describe|List)ContainerInstances|ListAttributes)$/,
    burst: 100,
    perSecond: 20,
    ...read,
    ...ecs,
  },
  {
    group: 'ECS cluster reads',
    operations: /^ecs:(DescribeClusters|ListClusters)$/,
    burst: 50,
    perSecond: 20,
    ...read,
    ...ecs,
  },
  {
    group: 'ECS task definition reads',
    operations: /^ecs:(DescribeTaskDefinition|ListTaskDefinitions|ListTaskDefinitionFamilies)$/,
    burst: 50,
    perSecond: 20,
    ...read,
    ...ecs,
  },
  {
    group: 'ECS service deployment reads',
    operations: /^ecs:(DescribeServiceDeployments|ListServiceDeployments)$/,
    burst: 50,
    perSecond: 20,
    ...read,
    ...ecs,
  },
  {
    group: 'ECS service revision reads',
    operations: /^ecs:DescribeServiceRevisions$/,
    burst: 50,
    perSecond: 20,
    ...read,
    ...ecs,
  },
  {
    group: 'ECS service changes',
    operations: /^ecs:(CreateService|UpdateService|DeleteService)$/,
    burst: 50,
    perSecond: 5,
    ...change,
    ...ecs,
  },
  {
    group: 'ECS task definition changes',
    operations: /^ecs:(RegisterTaskDefinition|DeregisterTaskDefinition|DeleteTaskDefinitions)$/,
    burst: 20,
    perSecond: 1,
    ...change,
    ...ecs,
  },
  { group: 'ECS, other', operations: /^ecs:/, burst: 20, perSecond: 5, ...change, ...believed },
  {
    group: 'load balancer reads',
    operations: /^elasticloadbalancing:Describe/,
    burst: 40,
    perSecond: 10,
    ...read,
    ...elb,
  },
  {
    group: 'load balancer changes',
    operations: /^elasticloadbalancing:/,
    burst: 20,
    perSecond: 3,
    ...change,
    ...believed,
  },
  // Counted by calls; the limit of 180,000 datapoints a second is far beyond what Lockstep asks for.
  {
    group: 'GetMetricData',
    operations: /^cloudwatch:GetMetricData$/,
    burst: 500,
    perSecond: 500,
    ...read,
    ...metrics,
  },
  {
    group: 'ListMetrics',
    operations: /^cloudwatch:ListMetrics$/,
    burst: 25,
    perSecond: 25,
    ...read,
    ...metrics,
  },
  {
    group: 'CloudWatch, other',
    operations: /^cloudwatch:/,
    burst: 9,
    perSecond: 9,
    ...read,
    ...believed,
  },
  {
    group: 'log streams',
    operations: /^logs:DescribeLogStreams$/,
    burst: 25,
    perSecond: 25,
    ...read,
    ...logs,
  },
  {
    group: 'log groups',
    operations: /^logs:DescribeLogGroups$/,
    burst: 10,
    perSecond: 10,
    ...read,
    ...logs,
  },
  // Five a second in the regions that grant least.
  {
    group: 'log events',
    operations: /^logs:(Filter|Get)LogEvents$/,
    burst: 5,
    perSecond: 5,
    ...read,
    ...logs,
  },
  { group: 'logs, other', operations: /^logs:/, burst: 5, perSecond: 5, ...read, ...believed },
  {
    group: 'image manifests and layers',
    operations: /^ecr:(BatchGetImage|GetDownloadUrlForLayer)$/,
    burst: 200,
    perSecond: 200,
    ...read,
    ...registry,
  },
  { group: 'registry, other', operations: /^ecr:/, burst: 100, perSecond: 20, ...read, ...believed },
  {
    group: 'distribution changes',
    operations: /^cloudfront:UpdateDistribution/,
    burst: 3,
    perSecond: 0.05,
    ...change,
    ...believed,
    per: 'account',
  },
  {
    group: 'invalidations',
    operations: /^cloudfront:CreateInvalidation$/,
    burst: 10,
    perSecond: 0.5,
    ...change,
    ...believed,
    per: 'account',
  },
  {
    group: 'CloudFront reads',
    operations: /^cloudfront:/,
    burst: 40,
    perSecond: 10,
    ...read,
    ...believed,
    per: 'account',
  },
  {
    group: 'key-value stores',
    operations: /^cloudfront-keyvaluestore:/,
    burst: 20,
    perSecond: 5,
    ...change,
    ...believed,
    per: 'account',
  },
  { group: 'AppConfig', operations: /^appconfig:/, burst: 40, perSecond: 10, ...read, ...believed },
]

const known = new Map<string, RequestBudget | null>()

/** The budget that counts an operation such as `ecs:DescribeServices`; null when none does. */
export function budgetOf(operation: string): RequestBudget | null {
  const cached = known.get(operation)
  if (cached !== undefined) return cached
  const budget = requestBudgets.find(({ operations }) => operations.test(operation)) ?? null
  known.set(operation, budget)
  return budget
}

const yearMilliseconds = 365 * 24 * 3_600_000

/** The rows whose source was read more than a year ago: AWS changes such numbers without saying so. */
export const oldBudgets = (budgets: readonly RequestBudget[], now: Date): readonly RequestBudget[] =>
  budgets.filter(({ lookedUp }) => now.getTime() - Date.parse(lookedUp) > yearMilliseconds)
