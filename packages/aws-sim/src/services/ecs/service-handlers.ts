import type * as ecsPackage from '@aws-sdk/client-ecs'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Ecs } from '../../world/ecs/ecs.ts'
import type { ClusterRecord, ServiceRecord } from '../../world/ecs/model.ts'
import type { Elb } from '../../world/elb/types.ts'
import { page } from '../paging.ts'
import { checkController, checkControlledUpdate, controllerOf } from './controllers.ts'
import { findAnyService, findCluster, findService, findUsable, invalid, nameWithin } from './find.ts'
import { serviceShape } from './service-shape.ts'
import { checkContainers, checkLoadBalancers, checkShiftable } from './validate-load-balancers.ts'
import { mergeConfiguration } from './validate-strategy.ts'
import { checkConfiguration, checkDesiredCount, pageSize } from './validate.ts'

type EcsHandlers = Handlers<typeof ecsPackage>
type CreateInput = Parameters<NonNullable<EcsHandlers['CreateService']>>[0]
type UpdateInput = Parameters<NonNullable<EcsHandlers['UpdateService']>>[0]

/** Whether an update changes what runs: only then ECS starts a deployment. */
const needsDeployment = (service: ServiceRecord, input: UpdateInput, definitionArn: string | null): boolean =>
  input.forceNewDeployment === true ||
  input.networkConfiguration !== undefined ||
  input.loadBalancers !== undefined ||
  (definitionArn !== null && definitionArn !== service.deployments[0]?.revision.definition.arn)

export const serviceHandlers = (ecs: Ecs, elb: Elb): EcsHandlers => ({
  CreateService(input) {
    const cluster = findCluster(ecs, input.cluster)
    const name = input.serviceName ?? ''
    if (!/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw invalid('Invalid service name.')
    if (cluster.services.get(name)?.status === 'ACTIVE')
      throw invalid('Creation of service was not idempotent.')
    if (cluster.services.get(name)?.status === 'DRAINING')
      throw invalid('Unable to Start a service that is still Draining.')
    checkDesiredCount(input.desiredCount)
    checkConfiguration(input.deploymentConfiguration ?? {})
    const controller = controllerOf(input.deploymentController)
    checkController(controller, input.loadBalancers)
    if (controller === 'EXTERNAL')
      return { service: serviceShape(createBare(ecs, cluster, name, input), true) }
    if (input.taskDefinition === undefined) throw invalid('TaskDefinition can not be blank.')
    const definition = findUsable(ecs, input.taskDefinition)
    const { deploymentConfiguration, healthCheckGracePeriodSeconds, networkConfiguration, tags } = input
    const loadBalancers = checkLoadBalancers(elb, definition, input.loadBalancers ?? [])
    checkShiftable(deploymentConfiguration ?? {}, loadBalancers)
    const service = ecs.services.create(cluster, definition, {
      cluster: cluster.name,
      name,
      taskDefinition: definition.arn,
      desiredCount: input.desiredCount ?? 0,
      loadBalancers,
      controller,
      ...(deploymentConfiguration === undefined ? {} : { deploymentConfiguration }),
      ...(healthCheckGracePeriodSeconds === undefined ? {} : { healthCheckGracePeriodSeconds }),
      ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
      ...(tags === undefined ? {} : { tags }),
    })
    return { service: serviceShape(service, true) }
  },

  UpdateService(input) {
    const service = findService(ecs, input.cluster, input.service)
    checkDesiredCount(input.desiredCount)
    checkControlledUpdate(service, input)
    const configuration = mergeConfiguration(service.configuration, input.deploymentConfiguration)
    checkConfiguration(configuration)
    const current = service.deployments[0]?.revision.definition
    const asked = input.taskDefinition === undefined ? null : findUsable(ecs, input.taskDefinition)
    const definition = asked ?? current
    // One of another controller, that was never deployed.
    if (definition === undefined) {
      service.desiredCount = input.desiredCount ?? service.desiredCount
      return { service: serviceShape(service, true) }
    }
    const loadBalancers =
      input.loadBalancers === undefined
        ? service.loadBalancers
        : checkLoadBalancers(elb, definition, input.loadBalancers)
    if (asked !== null && input.loadBalancers === undefined) checkContainers(asked, loadBalancers)
    checkShiftable(configuration, loadBalancers)
    service.loadBalancers = loadBalancers
    const deploys = needsDeployment(service, input, asked?.arn ?? null)
    service.desiredCount = input.desiredCount ?? service.desiredCount
    service.configuration = configuration
    service.healthCheckGracePeriodSeconds =
      input.healthCheckGracePeriodSeconds ?? service.healthCheckGracePeriodSeconds
    service.networkConfiguration = input.networkConfiguration ?? service.networkConfiguration
    if (deploys) ecs.services.deploy(service, definition)
    else {
      service.steady = false
      ecs.reconcile(service)
    }
    return { service: serviceShape(service, true) }
  },

  DeleteService(input) {
    const service = findAnyService(ecs, input.cluster, input.service)
    if (service.status === 'INACTIVE') throw new AwsError('ServiceNotFoundException', 'Service not found.')
    if (service.desiredCount > 0 && input.force !== true)
      throw invalid('The service cannot be stopped while it is scaled above 0.')
    ecs.services.remove(service)
    return { service: serviceShape(service, true) }
  },

  DescribeServices({ cluster, services = [], include = [] }) {
    const record = findCluster(ecs, cluster)
    if (services.length === 0) throw invalid('Services cannot be empty.')
    if (services.length > 10) throw invalid('Services cannot contain more than 10 elements.')
    const found = services.map((asked) => ({
      asked,
      service: record.services.get(nameWithin(record, asked)),
    }))
    return {
      services: found.flatMap(({ service }) =>
        service === undefined ? [] : [serviceShape(service, include.includes('TAGS'))],
      ),
      failures: found.flatMap(({ asked, service }) =>
        service === undefined ? [{ arn: missingArn(ecs, cluster, asked), reason: 'MISSING' }] : [],
      ),
    }
  },

  ListServices({ cluster, nextToken, maxResults }) {
    const active = [...findCluster(ecs, cluster).services.values()].filter(
      ({ status }) => status === 'ACTIVE',
    )
    const size = maxResults === undefined ? 10 : pageSize(maxResults)
    const { items, nextToken: next } = page(active, nextToken, size)
    return { serviceArns: items.map(({ arn }) => arn), nextToken: next }
  },
})

/** What the controller EXTERNAL begins with: no tasks, until there are task sets. */
const createBare = (ecs: Ecs, cluster: ClusterRecord, name: string, input: CreateInput): ServiceRecord =>
  ecs.services.createBare(cluster, {
    cluster: cluster.name,
    name,
    desiredCount: input.desiredCount ?? 0,
    controller: 'EXTERNAL',
    ...(input.tags === undefined ? {} : { tags: input.tags }),
  })

const missingArn = (ecs: Ecs, cluster: string | undefined, asked: string): string =>
  asked.startsWith('arn:')
    ? asked
    : `${findCluster(ecs, cluster).arn.replace(':cluster/', ':service/')}/${asked}`
