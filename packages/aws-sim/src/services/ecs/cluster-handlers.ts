import type * as ecsPackage from '@aws-sdk/client-ecs'
import type { Cluster, Tag } from '@aws-sdk/client-ecs'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Ecs } from '../../world/ecs/ecs.ts'
import type { ClusterRecord } from '../../world/ecs/model.ts'
import { page } from '../paging.ts'
import { allServices, findCluster, invalid, nameOf } from './find.ts'
import { countPending, countRunning } from './service-shape.ts'
import { pageSize } from './validate.ts'

type EcsHandlers = Handlers<typeof ecsPackage>

/** Settings, tags and statistics come only when they are asked for. */
const clusterShape = (cluster: ClusterRecord, include: readonly string[]): Cluster => {
  const tasks = [...cluster.tasks.values()]
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: countRunning(tasks),
    pendingTasksCount: countPending(tasks),
    activeServicesCount: [...cluster.services.values()].filter(({ status }) => status === 'ACTIVE').length,
    statistics: [],
    tags: include.includes('TAGS') ? cluster.tags : [],
    settings: include.includes('SETTINGS') ? [{ name: 'containerInsights', value: 'disabled' }] : [],
    capacityProviders: [],
    defaultCapacityProviderStrategy: [],
  }
}

/** Whatever carries tags, by its ARN. */
const tagged = (ecs: Ecs, arn: string | undefined): { tags: Tag[] } => {
  const found =
    [...ecs.clusters.values()].find((cluster) => cluster.arn === arn) ??
    allServices(ecs).find((service) => service.arn === arn) ??
    ecs.definitions.all().find((definition) => definition.arn === arn)
  if (found === undefined) throw invalid('The specified resource was not found.')
  return found
}

export const clusterHandlers = (ecs: Ecs): EcsHandlers => ({
  CreateCluster: ({ clusterName = 'default', tags = [] }) => ({
    cluster: clusterShape(ecs.cluster(clusterName, tags), ['TAGS', 'SETTINGS']),
  }),
  DescribeClusters({ clusters = ['default'], include = [] }) {
    const found = clusters.map((name) => ({ name, cluster: ecs.clusters.get(nameOf(name)) }))
    return {
      clusters: found.flatMap(({ cluster }) =>
        cluster === undefined ? [] : [clusterShape(cluster, include)],
      ),
      failures: found.flatMap(({ name, cluster }) =>
        cluster === undefined
          ? [{ arn: name.startsWith('arn:') ? name : ecs.arnOfCluster(name), reason: 'MISSING' }]
          : [],
      ),
    }
  },
  DeleteCluster({ cluster: asked }) {
    const cluster = findCluster(ecs, asked)
    if ([...cluster.services.values()].some(({ status }) => status === 'ACTIVE'))
      throw new AwsError(
        'ClusterContainsServicesException',
        'The Cluster cannot be deleted while Services are active.',
      )
    cluster.status = 'INACTIVE'
    ecs.clusters.delete(cluster.name)
    return { cluster: clusterShape(cluster, []) }
  },
  ListClusters({ nextToken, maxResults }) {
    const arns = [...ecs.clusters.values()].map(({ arn }) => arn)
    const { items, nextToken: next } = page(arns, nextToken, pageSize(maxResults))
    return { clusterArns: items, nextToken: next }
  },
  ListTagsForResource: ({ resourceArn }) => ({ tags: tagged(ecs, resourceArn).tags }),
  TagResource({ resourceArn, tags = [] }) {
    const resource = tagged(ecs, resourceArn)
    const keys = new Set(tags.map(({ key }) => key))
    resource.tags = [...resource.tags.filter(({ key }) => !keys.has(key)), ...tags]
    return {}
  },
  UntagResource({ resourceArn, tagKeys = [] }) {
    const resource = tagged(ecs, resourceArn)
    resource.tags = resource.tags.filter(({ key = '' }) => !tagKeys.includes(key))
    return {}
  },
})
