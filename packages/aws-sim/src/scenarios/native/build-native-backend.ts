import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import type { Ecs } from '../../world/ecs/ecs.ts'
import type { BuildableWorld } from '../paired/paired-world.ts'
import type { Backend } from '../paired/build-backend.ts'

export type NativeBackend = {
  /** Of the service: the one in which its tasks are, and the one for the next deployment. */
  readonly targetGroups: {
    readonly primary: { readonly name: string; readonly arn: string }
    readonly alternate: { readonly name: string; readonly arn: string }
  }
  /** The rule whose weights ECS moves: priority 100, all paths. */
  readonly productionRuleArn: string
  readonly roleArn: string
}

export type NativeWorld = BuildableWorld & { readonly ecs: Ecs }

/** Gives a backend the second target group and the production listener rule without which ECS shifts no traffic. */
export function buildNativeBackend(
  { elb, ecs, context }: NativeWorld,
  backend: Backend,
  deploymentConfiguration: DeploymentConfiguration,
): NativeBackend {
  const primary = elb.state.targetGroups.get(backend.targetGroupArn)
  const listener = [...elb.state.listeners.values()].find(
    ({ loadBalancerArn }) => loadBalancerArn === backend.loadBalancerArn,
  )
  const service = ecs.service(backend.cluster, backend.service)
  if (primary === undefined || listener === undefined || service === null)
    throw new Error(`${backend.service} has no target group, listener or service`)
  const { Port, HealthCheckPath } = primary.description
  const alternate = elb.createTargetGroup({
    name: `${primary.name.slice(0, 28)}-alt`,
    ...(Port === undefined ? {} : { port: Port }),
    ...(HealthCheckPath === undefined ? {} : { healthCheckPath: HealthCheckPath }),
  })
  const rule = elb.createRule({
    listenerArn: listener.arn,
    priority: 100,
    conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/*'] } }],
    actions: [
      {
        Type: 'forward',
        ForwardConfig: {
          TargetGroups: [
            { TargetGroupArn: primary.arn, Weight: 100 },
            { TargetGroupArn: alternate.arn, Weight: 0 },
          ],
        },
      },
    ],
  })
  const roleArn = `arn:aws:iam::${context.accountId}:role/ecsInfrastructure`
  service.loadBalancers = service.loadBalancers.map((one) => ({
    ...one,
    advancedConfiguration: {
      alternateTargetGroupArn: alternate.arn,
      productionListenerRule: rule.arn,
      roleArn,
    },
  }))
  service.configuration = { ...service.configuration, ...deploymentConfiguration }
  return {
    targetGroups: {
      primary: { name: primary.name, arn: primary.arn },
      alternate: { name: alternate.name, arn: alternate.arn },
    },
    productionRuleArn: rule.arn,
    roleArn,
  }
}
