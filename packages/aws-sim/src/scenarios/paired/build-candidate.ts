import type { Backend } from './build-backend.ts'
import type { PairedWorld } from './paired-world.ts'
import type { PairedEnvironmentSpec } from './spec.ts'

/** A second service with a target group of its own, which runs nothing until a rollout gives it something to run. */
export function buildCandidate(
  { elb, ecs }: PairedWorld,
  spec: PairedEnvironmentSpec,
  backend: Backend,
): { readonly service: string; readonly targetGroupArn: string } {
  const name = `${spec.applicationId}-${spec.environmentId}-candidate`
  const group = elb.createTargetGroup({ name, port: backend.containerPort, healthCheckPath: '/health' })
  const service = ecs.createSteadyService({
    cluster: backend.cluster,
    name: `${backend.service}-candidate`,
    taskDefinition: backend.taskDefinitionArn,
    desiredCount: 0,
    loadBalancers: [
      {
        targetGroupArn: group.arn,
        containerName: backend.container,
        containerPort: backend.containerPort,
      },
    ],
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: true, rollback: true },
      maximumPercent: 200,
      minimumHealthyPercent: 100,
    },
  })
  return { service: service.name, targetGroupArn: group.arn }
}
