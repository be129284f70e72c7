import { createMetrics } from '../../metrics/metrics.ts'
import { createNetwork } from '../../task-app/network.ts'
import { createTaskApp } from '../../task-app/task-app.ts'
import { testContext } from '../../test-context.ts'
import type { ContainerBehaviour, WorldResponse } from '../../world.ts'
import { createElb } from '../elb.ts'

/** A load balancer over apps that really answer; time is the test’s. */
export const createStage = () => {
  const context = testContext()
  const network = createNetwork()
  const metrics = createMetrics(context)
  const elb = createElb(context, { network, metrics })
  const balancer = elb.createLoadBalancer({ name: 'shop', doorName: 'api' })
  let addresses = 0
  /** A target group with one target that runs an app. */
  const group = (name: string, behaviour: Partial<ContainerBehaviour> = {}, healthy = true) => {
    const record = elb.createTargetGroup({ name })
    const ip = `10.0.0.${(addresses += 1)}`
    const app = createTaskApp({
      behaviour: {
        health: 'pass',
        errorRate: 0,
        latencyMilliseconds: 20,
        version: name,
        commit: 'c',
        ...behaviour,
      },
      startedAt: context.clock.now(),
      random: context.random,
    })
    network.attach(ip, 8080, app)
    elb.register(record.arn, ip, 8080, { healthy })
    return { record, ip }
  }
  /** Names target groups in a listener: all for the first one. */
  const use = (...records: readonly { readonly arn: string }[]): void => {
    const weights = records.map(({ arn }, index) => [arn, index === 0 ? 1 : 0] as const)
    elb.createListener({ loadBalancerArn: balancer.arn, defaultActions: [forward(...weights)] })
  }
  const ask = (url: string, headers: Record<string, string> = {}, method = 'GET'): WorldResponse => {
    const answer = balancer.door.answer({ method, url, headers })
    if (answer instanceof Promise) throw new Error('load balancers answer at once')
    return answer
  }
  const version = (url = '/version', headers: Record<string, string> = {}): string =>
    String(JSON.parse(String(ask(url, headers).body)).version)
  const sum = (name: string): number => {
    const series = metrics.series({
      namespace: 'AWS/ApplicationELB',
      name,
      dimensions: { LoadBalancer: balancer.dimension },
    })
    return [...(series?.points.values() ?? [])].reduce((total, point) => total + point.sum, 0)
  }
  return { context, network, elb, balancer, group, use, ask, version, sum }
}

export const forward = (...groups: readonly (readonly [string, number])[]) => ({
  Type: 'forward' as const,
  ForwardConfig: { TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
})
