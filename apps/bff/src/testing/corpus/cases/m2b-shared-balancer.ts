import { defineCase } from '../corpus-case.ts'
import { errorLimit, measuredAnswers } from '../measured-answers.ts'

export const corpusCase = defineCase({
  id: 'M2b',
  title: "Another service's outage on a shared load balancer",
  world:
    'The load balancer also serves another team, whose targets break off every connection: 502 of the load balancer, which AWS does not count by target group.',
  source: 'tried',
  right: { 'threshold:error-rate': { status: 'pass' }, 'step:watch': { status: 'pass' } },
  alone: true,
  wire: {
    options: { requestsPerSecond: 20 },
    change: ({ world, built }) => {
      const other = world.elb.createTargetGroup({ name: 'another-team' })
      const balancer = world.elb.state.loadBalancers.get(built.loadBalancerArn)
      world.elb.createListener({
        loadBalancerArn: built.loadBalancerArn,
        port: 8443,
        defaultActions: [{ Type: 'forward', TargetGroupArn: other.arn }],
      })
      world.traffic.backfill(0.25)
      const dimensions = { LoadBalancer: balancer?.dimension ?? '' }
      for (let ago = 1; ago <= 15; ago += 1)
        world.metrics.record(
          { namespace: 'AWS/ApplicationELB', name: 'HTTPCode_ELB_5XX_Count', dimensions },
          1,
          { count: 5000, at: world.context.clock.now() - ago * 60_000 },
        )
    },
    answers: (rig) => measuredAnswers(rig, [errorLimit]),
  },
})
