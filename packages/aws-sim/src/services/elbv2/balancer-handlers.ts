import type * as elbPackage from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Elb, ListenerRecord } from '../../world/elb/types.ts'
import { page } from '../paging.ts'
import { actionShape, checkActions, findListener, findLoadBalancer, invalid } from './find.ts'

type ElbHandlers = Handlers<typeof elbPackage>

const listenerShape = (listener: ListenerRecord): Listener => ({
  ...listener.description,
  DefaultActions: listener.defaultActions.map((action, index) => actionShape(action, index + 1)),
})

const attributes = (map: ReadonlyMap<string, string>) => [...map].map(([Key, Value]) => ({ Key, Value }))

export const balancerHandlers = (elb: Elb): ElbHandlers => ({
  CreateLoadBalancer({ Name = '', Scheme, Tags, Type = 'application' }) {
    if (!/^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(Name))
      throw invalid(`The load balancer name '${Name}' is not valid`)
    if (Type !== 'application') throw invalid(`The load balancer type '${Type}' is not simulated`)
    const known = [...elb.state.loadBalancers.values()].find(({ name }) => name === Name)
    if (known !== undefined)
      throw new AwsError(
        'DuplicateLoadBalancerName',
        `A load balancer with the name '${Name}' already exists`,
      )
    const tags = Tags === undefined ? {} : { tags: Tags }
    const record = elb.createLoadBalancer({
      name: Name,
      ...(Scheme === undefined ? {} : { scheme: Scheme }),
      ...tags,
    })
    return { LoadBalancers: [record.description] }
  },
  DescribeLoadBalancers({ LoadBalancerArns, Names, Marker, PageSize = 400 }) {
    const all = [...elb.state.loadBalancers.values()]
    for (const arn of LoadBalancerArns ?? []) findLoadBalancer(elb, arn)
    for (const name of Names ?? [])
      if (!all.some((record) => record.name === name))
        throw new AwsError('LoadBalancerNotFound', `Load balancers '[${name}]' not found`)
    const found = all
      .filter(
        ({ arn }) =>
          LoadBalancerArns === undefined || LoadBalancerArns.length === 0 || LoadBalancerArns.includes(arn),
      )
      .filter(({ name }) => Names === undefined || Names.length === 0 || Names.includes(name))
    const { items, nextToken } = page(found, Marker, PageSize, 'ValidationError')
    return { LoadBalancers: items.map(({ description }) => description), NextMarker: nextToken }
  },
  DeleteLoadBalancer({ LoadBalancerArn = '' }) {
    for (const listener of elb.state.listeners.values())
      if (listener.loadBalancerArn === LoadBalancerArn) elb.state.listeners.delete(listener.arn)
    elb.state.loadBalancers.delete(LoadBalancerArn)
    return {}
  },
  DescribeLoadBalancerAttributes: ({ LoadBalancerArn }) => ({
    Attributes: attributes(findLoadBalancer(elb, LoadBalancerArn).attributes),
  }),
  ModifyLoadBalancerAttributes({ LoadBalancerArn, Attributes = [] }) {
    const record = findLoadBalancer(elb, LoadBalancerArn)
    for (const { Key = '', Value = '' } of Attributes) record.attributes.set(Key, Value)
    return { Attributes: attributes(record.attributes) }
  },

  CreateListener({ LoadBalancerArn, Port = 80, Protocol = 'HTTP', DefaultActions = [] }) {
    const balancer = findLoadBalancer(elb, LoadBalancerArn)
    checkActions(elb, DefaultActions, balancer.arn)
    if (Protocol !== 'HTTP' && Protocol !== 'HTTPS')
      throw new AwsError('UnsupportedProtocol', `Protocol ${Protocol}`)
    const taken = [...elb.state.listeners.values()].some(
      (other) => other.loadBalancerArn === balancer.arn && other.description.Port === Port,
    )
    if (taken) throw new AwsError('DuplicateListener', `A listener already exists on this port`)
    const listener = elb.createListener({
      loadBalancerArn: balancer.arn,
      port: Port,
      protocol: Protocol,
      defaultActions: DefaultActions,
    })
    return { Listeners: [listenerShape(listener)] }
  },
  DescribeListeners({ LoadBalancerArn, ListenerArns, Marker, PageSize = 400 }) {
    if (LoadBalancerArn === undefined && ListenerArns === undefined)
      throw invalid('You must specify either listener ARNs or a load balancer ARN')
    const found =
      ListenerArns !== undefined && ListenerArns.length > 0
        ? ListenerArns.map((arn) => findListener(elb, arn))
        : [...elb.state.listeners.values()].filter(
            (listener) => listener.loadBalancerArn === findLoadBalancer(elb, LoadBalancerArn).arn,
          )
    const { items, nextToken } = page(found, Marker, PageSize, 'ValidationError')
    return { Listeners: items.map(listenerShape), NextMarker: nextToken }
  },
  ModifyListener({ ListenerArn, Port, Protocol, DefaultActions }) {
    const listener = findListener(elb, ListenerArn)
    if (DefaultActions !== undefined) {
      checkActions(elb, DefaultActions, listener.loadBalancerArn)
      listener.defaultActions = DefaultActions
    }
    listener.description = {
      ...listener.description,
      ...(Port === undefined ? {} : { Port }),
      ...(Protocol === undefined ? {} : { Protocol }),
    }
    return { Listeners: [listenerShape(listener)] }
  },
  DeleteListener({ ListenerArn }) {
    elb.state.listeners.delete(findListener(elb, ListenerArn).arn)
    for (const rule of elb.state.rules.values())
      if (rule.listenerArn === ListenerArn) elb.state.rules.delete(rule.arn)
    return {}
  },
})
