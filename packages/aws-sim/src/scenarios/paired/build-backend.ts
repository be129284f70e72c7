import type { PairedWorld } from './paired-world.ts'
import type { PushedVersion } from './push-versions.ts'
import type { PairedEnvironmentSpec } from './spec.ts'

const CONTAINER = 'app'
const PORT = 8080
const HOUR_MILLISECONDS = 3_600_000

export type Backend = {
  readonly cluster: string
  readonly service: string
  readonly container: string
  readonly containerPort: number
  readonly taskDefinitionArn: string
  readonly targetGroupArn: string
  readonly loadBalancerArn: string
  readonly listenerArn: string
}

/** Load balancer, cluster and service, in a steady state; the load balancer answers at its door. */
export async function buildBackend(
  world: PairedWorld,
  spec: PairedEnvironmentSpec,
  versions: ReadonlyMap<string, PushedVersion>,
): Promise<Backend> {
  const { elb, ecs, context } = world
  const name = `${spec.applicationId}-${spec.environmentId}`
  const balancer = elb.createLoadBalancer({ name, doorName: apiDoor(spec) })
  const group = elb.createTargetGroup({ name, port: PORT, healthCheckPath: '/health' })
  const listener = elb.createListener({
    loadBalancerArn: balancer.arn,
    port: 80,
    defaultActions: [{ Type: 'forward', TargetGroupArn: group.arn }],
  })
  await world.attachDoor(apiDoor(spec), balancer.door)

  const cluster = ecs.createCluster(name)
  const startedAt = context.clock.now() - spec.backendDeployedHoursAgo * HOUR_MILLISECONDS
  for (const [index, before] of spec.deployedBefore.entries()) {
    const hoursBefore = (spec.deployedBefore.length - index) * 24
    register(world, spec, versionOf(versions, before).image, startedAt - hoursBefore * HOUR_MILLISECONDS)
  }
  const running = versionOf(versions, spec.backend)
  const image = spec.drift.mutableTag ? latestOf(world, spec, running) : running.image
  const definition = register(world, spec, image, startedAt - 60_000)
  const service = ecs.createSteadyService({
    cluster: cluster.name,
    name: 'api',
    taskDefinition: definition.arn,
    desiredCount: spec.desiredCount,
    startedAt,
    loadBalancers: [{ targetGroupArn: group.arn, containerName: CONTAINER, containerPort: PORT }],
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
    },
  })
  return {
    cluster: cluster.name,
    service: service.name,
    container: CONTAINER,
    containerPort: PORT,
    taskDefinitionArn: definition.arn,
    targetGroupArn: group.arn,
    loadBalancerArn: balancer.arn,
    listenerArn: listener.arn,
  }
}

export const apiDoor = (spec: Pick<PairedEnvironmentSpec, 'applicationId' | 'environmentId'>): string =>
  `${spec.applicationId}-${spec.environmentId}-api`

export function versionOf(versions: ReadonlyMap<string, PushedVersion>, name: string): PushedVersion {
  const found = versions.get(name)
  if (!found) throw new Error(`the scenario has no version named ${name}`)
  return found
}

function register(world: PairedWorld, spec: PairedEnvironmentSpec, image: string, registeredAt: number) {
  return world.ecs.registerTaskDefinition({
    family: `${spec.applicationId}-${spec.environmentId}-api`,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '512',
    memory: '1024',
    containerDefinitions: [
      {
        name: CONTAINER,
        image,
        essential: true,
        portMappings: [{ containerPort: PORT, protocol: 'tcp' }],
        environment: [
          { name: 'ENVIRONMENT', value: spec.environmentId },
          { name: 'PORT', value: String(PORT) },
        ],
        logConfiguration: {
          logDriver: 'awslogs',
          options: {
            'awslogs-group': `/ecs/${spec.applicationId}-${spec.environmentId}`,
            'awslogs-region': world.context.region,
            'awslogs-stream-prefix': 'api',
          },
        },
      },
    ],
    registeredAt,
  })
}

/** Points `latest` to the running version, which is what the service then asks for. */
function latestOf({ ecr }: PairedWorld, spec: PairedEnvironmentSpec, running: PushedVersion): string {
  ecr.moveTag(spec.repository, 'latest', running.digest)
  return `${ecr.repository(spec.repository).uri}:latest`
}
