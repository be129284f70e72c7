import { query } from '@lockstep/aws-sim/world/metrics/query'
import { defineCase } from '../corpus-case.ts'
import { errorLimit, measuredAnswers, minute, minutes, watchAnswers } from '../measured-answers.ts'

const now = new Date('2026-11-20T12:15:00Z')

export const corpusCase = defineCase({
  id: 'M3',
  title: 'The last minute of a watch',
  world:
    'Fourteen minutes are well; in the last one 60 % of all requests fail. The mean is 4 %, below the limit of 5 %.',
  source: 'cases.md',
  right: {
    'threshold:error-rate': {
      status: 'fail',
      says: /error-rate is [3-6]\d.* in the 1 min from \d\d:\d\d UTC/,
    },
    'step:watch': { status: 'fail' },
  },
  alone: true,
  rules: () =>
    watchAnswers(
      [
        minutes('error-rate', now, [errorLimit], (ago) => (ago === 1 ? 60 : 0)),
        minutes('requests', now, [], () => 600),
      ],
      new Date(now.getTime() - 15 * minute),
      now,
    ),
  wire: {
    options: { requestsPerSecond: 20 },
    change: ({ world, built }) => {
      world.traffic.backfill(0.3)
      const group = world.elb.state.targetGroups.get(built.targetGroupArn)
      const balancer = world.elb.state.loadBalancers.get(built.loadBalancerArn)
      const dimensions = { LoadBalancer: balancer?.dimension ?? '', TargetGroup: group?.dimension ?? '' }
      const at = world.context.clock.now() - minute
      const idOf = (name: string) => ({ namespace: 'AWS/ApplicationELB', name, dimensions })
      const window = { from: at - minute, to: at + minute, periodSeconds: 60 }
      // There are fewer users at night.
      const usual = Math.max(...query(world.metrics, idOf('RequestCount'), 'Sum', window).values())
      for (const name of ['RequestCount', 'HTTPCode_Target_5XX_Count'])
        world.metrics.record(idOf(name), 1, { count: Math.round(0.6 * usual), at })
    },
    answers: (rig) => measuredAnswers(rig, [errorLimit]),
  },
})
