import type * as ecsPackage from '@aws-sdk/client-ecs'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Ecs } from '../../world/ecs/ecs.ts'
import { page } from '../paging.ts'
import { checkOwnDeployments } from './controllers.ts'
import { deploymentShape, revisionShape } from './deployment-shape.ts'
import { allServices, findAnyService, invalid, time } from './find.ts'
import { pageSize } from './validate.ts'

type EcsHandlers = Handlers<typeof ecsPackage>

const findByDeployment = (ecs: Ecs, arn: string | undefined) => {
  for (const service of allServices(ecs)) {
    const one = service.serviceDeployments.find((own) => own.arn === arn)
    if (one !== undefined) return { service, one }
  }
  throw new AwsError('ServiceDeploymentNotFoundException', 'The service deployment was not found.')
}

export const deploymentHandlers = (ecs: Ecs): EcsHandlers => ({
  ListServiceDeployments({ cluster, service, status = [], createdAt, nextToken, maxResults }) {
    const record = findAnyService(ecs, cluster, service)
    checkOwnDeployments(record)
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
    const { service, one } = findByDeployment(ecs, serviceDeploymentArn)
    const isCurrent = service.serviceDeployments[0] === one
    if (!isCurrent || !ecs.services.stopDeployment(service, stopType === 'ROLLBACK'))
      throw new AwsError('ConflictException', 'The service deployment is not in progress.')
    return { serviceDeploymentArn }
  },

  ContinueServiceDeployment({ serviceDeploymentArn, hookId = '', action = 'CONTINUE' }) {
    const { service, one } = findByDeployment(ecs, serviceDeploymentArn)
    if (action !== 'CONTINUE' && action !== 'ROLLBACK') throw invalid(`Invalid action ${String(action)}.`)
    switch (ecs.services.answerHook(service, one, hookId, action)) {
      case 'answered':
        return { serviceDeploymentArn }
      case 'no such hook':
        throw invalid(`The service deployment has no lifecycle hook with the hookId ${hookId}.`)
      case 'not waiting':
        // believed: InvalidParameterException; the words were not looked up, and nobody may depend on them.
        throw invalid(`The lifecycle hook ${hookId} does not wait for an action.`)
    }
  },
})
