import { arn } from '../arn.ts'
import type { WorldContext } from '../world.ts'
import { createDoor } from './door.ts'
import { loadBalancerDefaults, targetGroupDefaults } from './attributes.ts'
import type { RouteDeps } from './router.ts'
import type { Elb, RuleRecord } from './types.ts'

type Creators = Pick<Elb, 'createLoadBalancer' | 'createTargetGroup' | 'createListener' | 'createRule'>

/** Makes load balancers and their parts; validation of a caller's input is the handlers' work. */
export const createCreators = (context: WorldContext, deps: RouteDeps): Creators => {
  const { clock, random } = context
  const { state } = deps
  const own = (resource: string): string => arn(context, 'elasticloadbalancing', resource)

  const addRule = (rule: RuleRecord): RuleRecord => {
    state.rules.set(rule.arn, rule)
    return rule
  }

  return {
    createLoadBalancer({ name, doorName = name, scheme = 'internet-facing', tags = [] }) {
      const dimension = `app/${name}/${random.hex(16)}`
      const loadBalancerArn = own(`loadbalancer/${dimension}`)
      const dnsName = `${name}-${random.integer(100_000_000, 1_999_999_999)}.${context.region}.elb.amazonaws.com`
      const record = {
        arn: loadBalancerArn,
        name,
        dimension,
        dnsName,
        door: createDoor(context, { ...deps, loadBalancerArn, doorName, dimension }),
        description: {
          LoadBalancerArn: loadBalancerArn,
          DNSName: dnsName,
          CanonicalHostedZoneId: 'Z32O12XQLNTSW2',
          CreatedTime: clock.date(),
          LoadBalancerName: name,
          Scheme: scheme,
          VpcId: 'vpc-0a1b2c3d4e5f60718',
          State: { Code: 'active' as const },
          Type: 'application' as const,
          AvailabilityZones: ['a', 'b'].map((zone) => ({
            ZoneName: `${context.region}${zone}`,
            SubnetId: `subnet-${zone}`,
          })),
          SecurityGroups: ['sg-0a1b2c3d4e5f60718'],
          IpAddressType: 'ipv4' as const,
        },
        attributes: new Map(loadBalancerDefaults),
        tags: [...tags],
      }
      state.loadBalancers.set(loadBalancerArn, record)
      return record
    },

    createTargetGroup({
      name,
      port = 8080,
      protocol = 'HTTP',
      healthCheckPath = '/health',
      unhealthyThresholdCount = 2,
      tags = [],
    }) {
      const dimension = `targetgroup/${name}/${random.hex(16)}`
      const record = {
        arn: own(dimension),
        name,
        dimension,
        description: {
          TargetGroupArn: own(dimension),
          TargetGroupName: name,
          Protocol: protocol,
          Port: port,
          VpcId: 'vpc-0a1b2c3d4e5f60718',
          HealthCheckProtocol: 'HTTP' as const,
          HealthCheckPort: 'traffic-port',
          HealthCheckEnabled: true,
          HealthCheckIntervalSeconds: Math.max(5, Math.round(context.pace.healthCheckInterval / 1000)),
          HealthCheckTimeoutSeconds: 5,
          HealthyThresholdCount: context.pace.healthyThreshold,
          UnhealthyThresholdCount: unhealthyThresholdCount,
          HealthCheckPath: healthCheckPath,
          Matcher: { HttpCode: '200' },
          TargetType: 'ip' as const,
          ProtocolVersion: 'HTTP1',
          IpAddressType: 'ipv4' as const,
        },
        attributes: new Map(targetGroupDefaults),
        tags: [...tags],
        targets: new Map(),
      }
      state.targetGroups.set(record.arn, record)
      return record
    },

    createListener({ loadBalancerArn, port = 80, protocol = 'HTTP', defaultActions }) {
      const listenerArn = `${loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${random.hex(16)}`
      const actions = [...defaultActions]
      const record = {
        arn: listenerArn,
        loadBalancerArn,
        description: {
          ListenerArn: listenerArn,
          LoadBalancerArn: loadBalancerArn,
          Port: port,
          Protocol: protocol,
        },
        defaultActions: actions,
      }
      state.listeners.set(listenerArn, record)
      return record
    },

    createRule({ listenerArn, priority, conditions, actions }) {
      return addRule({
        arn: `${listenerArn.replace(':listener/', ':listener-rule/')}/${random.hex(16)}`,
        listenerArn,
        priority,
        conditions: [...conditions],
        actions: [...actions],
        description: { IsDefault: false },
      })
    },
  }
}
