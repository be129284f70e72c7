/** What AWS lets one account do with a group of operations: so many at once, and so many more each second. */
export type Budget = {
  readonly service: string
  /** Names the bucket that these operations share. */
  readonly group: string
  readonly operations: RegExp
  readonly burst: number
  readonly perSecond: number
  /** Whose the bucket is: an account's in a region, an account's everywhere, or a bucket's of S3. */
  readonly of: 'account and region' | 'account' | 's3 bucket'
  /** Where the figures are from and when they were read; `believed` where AWS publishes none. */
  readonly source: string
}

const ecsPage = 'ECS developer guide, Request throttling for the Amazon ECS API, read 2026-11'
const elbPage = 'Elastic Load Balancing user guide, Request throttling for the API, read 2026-11'
const cloudwatchQuotas = 'CloudWatch service quotas, read 2026-11'
const logsQuotas = 'CloudWatch Logs service quotas, read 2026-11'
const ecrQuotas = 'ECR service quotas, read 2026-11; one rate, no burst'
const unpublished = 'believed: not published; set low, as the issues of public tools tell'

const byRegion = { of: 'account and region' } as const
const byAccount = { of: 'account' } as const

/**
 * The budgets of an account, in the order in which they are looked for: the first that names an operation counts it.
 * An operation without a row is not limited here. GetMetricData is counted in calls, not in datapoints.
 */
export const budgets: readonly Budget[] = [
  ...[
    {
      group: 'service reads',
      operations: /^(DescribeServices|DescribeTaskSets|ListServices)$/,
      burst: 100,
      perSecond: 20,
    },
    {
      group: 'cluster resource reads',
      operations:
        /^(DescribeTasks|ListTasks|DescribeContainerInstances|ListContainerInstances|ListAttributes)$/,
      burst: 100,
      perSecond: 20,
    },
    {
      group: 'cluster reads',
      operations: /^(DescribeClusters|ListClusters|DescribeCapacityProviders)$/,
      burst: 50,
      perSecond: 20,
    },
    {
      group: 'task definition reads',
      operations: /^(DescribeTaskDefinition|ListTaskDefinitions|ListTaskDefinitionFamilies)$/,
      burst: 50,
      perSecond: 20,
    },
    {
      group: 'service deployment reads',
      operations: /^(DescribeServiceDeployments|ListServiceDeployments)$/,
      burst: 50,
      perSecond: 20,
    },
    { group: 'service revision reads', operations: /^DescribeServiceRevisions$/, burst: 50, perSecond: 20 },
    {
      group: 'service changes',
      operations:
        /^(CreateService|UpdateService|DeleteService|CreateTaskSet|UpdateTaskSet|DeleteTaskSet|UpdateServicePrimaryTaskSet)$/,
      burst: 50,
      perSecond: 5,
    },
    {
      group: 'task definition changes',
      operations: /^(RegisterTaskDefinition|DeregisterTaskDefinition|DeleteTaskDefinitions)$/,
      burst: 20,
      perSecond: 1,
    },
    {
      group: 'cluster changes',
      operations: /^(CreateCluster|UpdateCluster|DeleteCluster|UpdateClusterSettings)$/,
      burst: 20,
      perSecond: 1,
    },
  ].map((row) => ({ service: 'ecs', source: ecsPage, ...byRegion, ...row })),
  {
    service: 'ecs',
    group: 'service deployment changes',
    operations: /^(StopServiceDeployment|ContinueServiceDeployment)$/,
    burst: 50,
    perSecond: 5,
    source: 'believed: as other changes of services (not looked up)',
    ...byRegion,
  },
  {
    service: 'elbv2',
    group: 'reads',
    operations: /^Describe/,
    burst: 40,
    perSecond: 10,
    source: elbPage,
    ...byRegion,
  },
  {
    service: 'elbv2',
    group: 'registrations',
    operations: /^(Register|Deregister)Targets$/,
    burst: 20,
    perSecond: 4,
    source: `believed: ${elbPage} names the group, its figures are from memory`,
    ...byRegion,
  },
  {
    service: 'elbv2',
    group: 'changes',
    operations: /^(Create|Modify|Delete|Set|Add|Remove)/,
    burst: 20,
    perSecond: 3,
    source: `believed: ${elbPage} names the group, its figures are from memory`,
    ...byRegion,
  },
  {
    service: 'cloudwatch',
    group: 'GetMetricData',
    operations: /^GetMetricData$/,
    burst: 500,
    perSecond: 500,
    source: cloudwatchQuotas,
    ...byRegion,
  },
  {
    service: 'cloudwatch',
    group: 'ListMetrics',
    operations: /^ListMetrics$/,
    burst: 25,
    perSecond: 25,
    source: cloudwatchQuotas,
    ...byRegion,
  },
  {
    service: 'cloudwatch',
    group: 'DescribeAlarms',
    operations: /^DescribeAlarms$/,
    burst: 9,
    perSecond: 9,
    source: cloudwatchQuotas,
    ...byRegion,
  },
  {
    service: 'logs',
    group: 'FilterLogEvents',
    operations: /^FilterLogEvents$/,
    burst: 5,
    perSecond: 5,
    source: logsQuotas,
    ...byRegion,
  },
  {
    service: 'logs',
    group: 'DescribeLogStreams',
    operations: /^DescribeLogStreams$/,
    burst: 25,
    perSecond: 25,
    source: logsQuotas,
    ...byRegion,
  },
  {
    service: 'logs',
    group: 'DescribeLogGroups',
    operations: /^DescribeLogGroups$/,
    burst: 10,
    perSecond: 10,
    source: logsQuotas,
    ...byRegion,
  },
  {
    service: 'ecr',
    group: 'BatchGetImage',
    operations: /^BatchGetImage$/,
    burst: 2000,
    perSecond: 2000,
    source: ecrQuotas,
    ...byRegion,
  },
  {
    service: 'ecr',
    group: 'GetDownloadUrlForLayer',
    operations: /^GetDownloadUrlForLayer$/,
    burst: 3000,
    perSecond: 3000,
    source: ecrQuotas,
    ...byRegion,
  },
  {
    service: 'ecr',
    group: 'describing',
    operations: /^(Describe|List)/,
    burst: 100,
    perSecond: 20,
    source: unpublished,
    ...byRegion,
  },
  {
    service: 'cloudfront',
    group: 'UpdateDistribution',
    operations: /^UpdateDistribution/,
    burst: 5,
    perSecond: 0.05,
    source: `${unpublished} (two or three a minute)`,
    ...byAccount,
  },
  {
    service: 'cloudfront',
    group: 'CreateInvalidation',
    operations: /^CreateInvalidation$/,
    burst: 10,
    perSecond: 0.5,
    source: `${unpublished} (one in two seconds)`,
    ...byAccount,
  },
  {
    service: 'cloudfront',
    group: 'reads',
    operations: /^(Get|List|Describe)/,
    burst: 100,
    perSecond: 20,
    source: unpublished,
    ...byAccount,
  },
  {
    service: 'appconfig',
    group: 'control plane',
    operations: /./,
    burst: 50,
    perSecond: 10,
    source: unpublished,
    ...byRegion,
  },
  {
    service: 'sts',
    group: 'all',
    operations: /./,
    burst: 600,
    perSecond: 600,
    source: 'IAM and STS quotas, read 2026-11',
    ...byRegion,
  },
  {
    service: 's3',
    group: 'writes',
    operations: /^(Put|Post|Copy|Delete|Upload|Create|Complete|Abort)/,
    burst: 3500,
    perSecond: 3500,
    source: 'S3 user guide, performance guidelines, read 2026-11; there by prefix, here by bucket',
    of: 's3 bucket',
  },
  {
    service: 's3',
    group: 'reads',
    operations: /^(Get|Head|List)/,
    burst: 5500,
    perSecond: 5500,
    source: 'S3 user guide, performance guidelines, read 2026-11; there by prefix, here by bucket',
    of: 's3 bucket',
  },
]
