import type { CPUArchitecture } from '@aws-sdk/client-ecs'
import { type Compute, createCompute } from '../compute.ts'
import { type TestContext, testContext } from '../test-context.ts'
import type { ImagePlatforms } from '../images/platforms.ts'
import type { ContainerBehaviour, ImagePuller } from '../world.ts'
import type { ServiceInput } from './types.ts'

const repository = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop'

/** A registry in which tags can be put and moved. */
export type FakeRegistry = ImagePuller & {
  put(tag: string, behaviour?: Partial<ContainerBehaviour>, platforms?: ImagePlatforms): string
  reference(tag: string): string
}

const createRegistry = (): FakeRegistry => {
  const images = new Map<string, NonNullable<ReturnType<ImagePuller['pull']>>>()
  let count = 0
  return {
    reference: (tag) => `${repository}:${tag}`,
    put(tag, behaviour = {}, platforms) {
      count += 1
      const digest = `sha256:${String(count).padStart(64, '0')}`
      const image = {
        digest,
        behaviour: {
          health: 'pass',
          errorRate: 0,
          latencyMilliseconds: 40,
          version: tag,
          commit: `c${count}`,
          ...behaviour,
        } as const,
        ...(platforms === undefined ? {} : { platforms }),
      }
      images.set(`${repository}:${tag}`, image).set(`${repository}@${digest}`, image)
      return digest
    },
    pull: (reference) => images.get(reference) ?? null,
  }
}

export type Stage = {
  readonly context: TestContext
  readonly compute: Compute
  readonly registry: FakeRegistry
  readonly targetGroupArn: string
  readonly loadBalancerArn: string
  /** Registers `shop` with an image tag; the family's next revision. */
  define(
    tag: string,
    options?: {
      readonly versionConsistency?: 'enabled' | 'disabled'
      readonly healthCheck?: boolean
      readonly architecture?: CPUArchitecture
    },
  ): string
  /** The service `shop` in cluster `demo`, steady, on v1. */
  steady(input?: Partial<ServiceInput>): void
}

/** A load balancer, a registry with v1, and the parts of a service, ready for a test to act on. */
export const createStage = (): Stage => {
  const context = testContext()
  const registry = createRegistry()
  const compute = createCompute(context, registry)
  const { elb, ecs } = compute
  const group = elb.createTargetGroup({ name: 'shop' })
  const balancer = elb.createLoadBalancer({ name: 'shop' })
  elb.createListener({
    loadBalancerArn: balancer.arn,
    defaultActions: [{ Type: 'forward', TargetGroupArn: group.arn }],
  })
  registry.put('v1')

  const define: Stage['define'] = (tag, { versionConsistency, healthCheck = false, architecture } = {}) =>
    ecs.registerTaskDefinition({
      family: 'shop',
      ...(architecture === undefined ? {} : { runtimePlatform: { cpuArchitecture: architecture } }),
      containerDefinitions: [
        {
          name: 'api',
          image: registry.reference(tag),
          portMappings: [{ containerPort: 8080 }],
          ...(versionConsistency === undefined ? {} : { versionConsistency }),
          ...(healthCheck ? { healthCheck: { command: ['CMD', 'true'], retries: 2 } } : {}),
          logConfiguration: {
            logDriver: 'awslogs',
            options: { 'awslogs-group': '/ecs/shop', 'awslogs-stream-prefix': 'api' },
          },
        },
      ],
    }).arn

  return {
    context,
    compute,
    registry,
    targetGroupArn: group.arn,
    loadBalancerArn: balancer.arn,
    define,
    steady: (input = {}) =>
      void ecs.createSteadyService({
        cluster: 'demo',
        name: 'shop',
        taskDefinition: input.taskDefinition ?? define('v1'),
        desiredCount: 2,
        loadBalancers: [{ targetGroupArn: group.arn, containerName: 'api', containerPort: 8080 }],
        ...input,
      }),
  }
}
