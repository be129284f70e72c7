import type { Threshold } from '@lockstep/shared-types/measurement'
import { defineCase } from '../corpus-case.ts'
import { errorLimit, hostLimit, measuredAnswers, minute, minutes, watchAnswers } from '../measured-answers.ts'

const now = new Date('2026-11-20T12:15:00Z')
const requestLimit: Threshold = { metric: 'requests', level: 'critical', comparison: 'below', limit: 100 }

export const corpusCase = defineCase({
  id: 'M9',
  title: 'Late numbers, and a load balancer that fails open',
  world:
    'CloudWatch is three minutes late and shows the newest minutes in part; all targets are unhealthy, so that the load balancer sends requests to all of them, with success.',
  source: 'cases.md',
  right: {
    'threshold:requests': { status: 'pass' },
    'threshold:error-rate': { status: 'pass' },
    'threshold:healthy-hosts': { status: 'fail', says: /healthy-hosts is 0/ },
    'step:watch': { status: 'fail', says: /healthy-hosts/, never: /requests/ },
  },
  alone: true,
  rules: () =>
    watchAnswers(
      [
        minutes('error-rate', now, [errorLimit], (ago) => (ago > 2 ? 0 : null)),
        minutes('requests', now, [requestLimit], (ago) => (ago > 3 ? 600 : ago === 3 ? 20 : null)),
        minutes('healthy-hosts', now, [hostLimit], (ago) => (ago > 2 ? 0 : null)),
      ],
      new Date(now.getTime() - 15 * minute),
      now,
    ),
  wire: {
    options: { requestsPerSecond: 20 },
    change: ({ world, built }) => {
      for (const target of world.elb.state.targetGroups.get(built.targetGroupArn)?.targets.values() ?? [])
        target.state = 'unhealthy'
      world.behaviours.add({ service: `${built.cluster}/${built.service}` }, { health: 'fail' })
      world.traffic.backfill(0.3)
      world.metrics.delay = 3 * minute
    },
    answers: (rig) => measuredAnswers(rig, [requestLimit, errorLimit, hostLimit]),
  },
})
