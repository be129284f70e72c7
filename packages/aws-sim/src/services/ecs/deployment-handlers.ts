import type * as ecsPackage from '@aws-sdk/client-ecs'
import type { ServiceDeployment, ServiceRevision, ServiceRevisionSummary } from '@aws-sdk/client-ecs'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import { failureThreshold } from '../../world/ecs/circuit-breaker.ts'
import type { Ecs } from '../../world/ecs/ecs.ts'
import type { ServiceDeploymentRecord, ServiceRecord, ServiceRevisionRecord } from '../../world/ecs/model.ts'
import { tasksOf } from '../../world/ecs/scheduler.ts'
import { page } from '../paging.ts'
import { allServices, findService, invalid, time } from './find.ts'
import { countPending, countRunning } from './service-shape.ts'
import { pageSize } from './validate.ts'

type EcsHandlers = Handlers<typeof ecsPackage>

const summary = (
  service: ServiceRecord,
  revision: ServiceRevisionRecord,
  wanted: number,
): ServiceRevisionSummary => {
  const own = tasksOf(service).filter((task) => task.deployment.revision === revision)
  return {
    arn: revision.arn,
    requestedTaskCount: wanted,
    runningTaskCount: countRunning(own),
    pendingTaskCount: countPending(own),
  }
}

const deploymentShape = (service: ServiceRecord, one: ServiceDeploymentRecord): ServiceDeployment => {
  const record = service.deployments.find(({ serviceDeployment }) => serviceDeployment === one)
  const { rollback, configuration } = one
  return {
    serviceDeploymentArn: one.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: time(one.createdAt),
    startedAt: time(one.startedAt),
    finishedAt: time(one.finishedAt),
    stoppedAt: time(one.stoppedAt),
    updatedAt: time(one.updatedAt),
    sourceServiceRevisions: one.sources.map((revision) => summary(service, revision, 0)),
    targetServiceRevision: summary(service, one.target, service.desiredCount),
    status: one.status,
    ...(one.statusReason === null ? {} : { statusReason: one.statusReason }),
    deploymentConfiguration: configuration,
    ...(rollback === null
      ? {}
      : {
          rollback: {
            reason: rollback.reason,
            startedAt: new Date(rollback.startedAt),
            serviceRevisionArn: rollback.revision.arn,
          },
        }),
    deploymentCircuitBreaker: {
      status: one.breaker,
      failureCount: record?.breakerFailures ?? 0,
      threshold: failureThreshold(configuration, service.desiredCount),
    },
    alarms: {
      status:
        configuration.alarms?.enable === true
          ? one.triggeredAlarms.length > 0
            ? 'TRIGGERED'
            : 'MONITORING'
          : 'DISABLED',
      alarmNames: configuration.alarms?.alarmNames ?? [],
      triggeredAlarmNames: [...one.triggeredAlarms],
    },
  }
}

const revisionShape = (service: ServiceRecord, revision: ServiceRevisionRecord): ServiceRevision => ({
  serviceRevisionArn: revision.arn,
  serviceArn: service.arn,
  clusterArn: service.cluster.arn,
  taskDefinition: revision.definition.arn,
  launchType: 'FARGATE',
  platformVersion: '1.4.0',
  platformFamily: 'Linux',
  loadBalancers: service.loadBalancers.map((one) => ({ ...one })),
  ...(service.networkConfiguration === undefined
    ? {}
    : { networkConfiguration: service.networkConfiguration }),
  containerImages: revision.definition.containers.map(({ name = '', image }) => {
    const imageDigest = revision.digests.get(name)
    return { containerName: name, image, ...(imageDigest === undefined ? {} : { imageDigest }) }
  }),
  guardDutyEnabled: false,
  createdAt: new Date(revision.createdAt),
})

export const deploymentHandlers = (ecs: Ecs): EcsHandlers => ({
  ListServiceDeployments({ cluster, service, status = [], createdAt, nextToken, maxResults }) {
    const record = findService(ecs, cluster, service)
    const found = record.serviceDeployments
      .filter((one) => status.length === 0 || status.includes(one.status))
      .filter((one) => createdAt?.after === undefined || one.createdAt > createdAt.after.getTime())
      .filter((one) => createdAt?.before === undefined || one.createdAt < createdAt.before.getTime())
    const { items, nextToken: next } = page(found, nextToken, pageSize(maxResults))
    return {
      serviceDeployments: items.map((one) => ({
        serviceDeploymentArn: one.arn,
        serviceArn: record.arn,
        clusterArn: record.cluster.arn,
        createdAt: time(one.createdAt),
        startedAt: time(one.startedAt),
        finishedAt: time(one.finishedAt),
        targetServiceRevisionArn: one.target.arn,
        status: one.status,
        ...(one.statusReason === null ? {} : { statusReason: one.statusReason }),
      })),
      nextToken: next,
    }
  },

  DescribeServiceDeployments({ serviceDeploymentArns = [] }) {
    if (serviceDeploymentArns.length === 0 || serviceDeploymentArns.length > 20)
      throw invalid('serviceDeploymentArns must have 1 to 20 elements.')
    const all = allServices(ecs).flatMap((service) =>
      service.serviceDeployments.map((one) => ({ service, one })),
    )
    const found = serviceDeploymentArns.map((arn) => ({ arn, hit: all.find(({ one }) => one.arn === arn) }))
    return {
      serviceDeployments: found.flatMap(({ hit }) => (hit ? [deploymentShape(hit.service, hit.one)] : [])),
      failures: found.flatMap(({ arn, hit }) => (hit ? [] : [{ arn, reason: 'MISSING' }])),
    }
  },

  DescribeServiceRevisions({ serviceRevisionArns = [] }) {
    if (serviceRevisionArns.length === 0 || serviceRevisionArns.length > 20)
      throw invalid('serviceRevisionArns must have 1 to 20 elements.')
    const all = allServices(ecs).flatMap((service) => service.revisions.map((one) => ({ service, one })))
    const found = serviceRevisionArns.map((arn) => ({ arn, hit: all.find(({ one }) => one.arn === arn) }))
    return {
      serviceRevisions: found.flatMap(({ hit }) => (hit ? [revisionShape(hit.service, hit.one)] : [])),
      failures: found.flatMap(({ arn, hit }) => (hit ? [] : [{ arn, reason: 'MISSING' }])),
    }
  },

  StopServiceDeployment({ serviceDeploymentArn, stopType = 'ROLLBACK' }) {
    const service = allServices(ecs).find(({ serviceDeployments }) =>
      serviceDeployments.some(({ arn }) => arn === serviceDeploymentArn),
    )
    if (service === undefined)
      throw new AwsError('ServiceDeploymentNotFoundException', 'The service deployment was not found.')
    const current = service.serviceDeployments[0]
    if (
      current?.arn !== serviceDeploymentArn ||
      !ecs.services.stopDeployment(service, stopType === 'ROLLBACK')
    )
      throw new AwsError('ConflictException', 'The service deployment is not in progress.')
    return { serviceDeploymentArn }
  },
})
