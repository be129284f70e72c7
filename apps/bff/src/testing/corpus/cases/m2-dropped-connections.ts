import { defineCase } from '../corpus-case.ts'
import { errorLimit, measuredAnswers } from '../measured-answers.ts'

export const corpusCase = defineCase({
  id: 'M2',
  title: 'Targets that drop connections',
  world:
    'Half of the connections are refused by the targets: the load balancer answers 502, and no target answers 5xx.',
  source: 'cases.md',
  right: {
    'threshold:error-rate': { status: 'fail', says: /error-rate is (4|5)\d/ },
    'step:watch': { status: 'fail' },
  },
  alone: true,
  wire: {
    options: { requestsPerSecond: 20 },
    change: ({ world, built }) => {
      world.behaviours.add({ service: `${built.cluster}/${built.service}` }, { connectionErrorRate: 0.5 })
      world.traffic.backfill(0.25)
    },
    answers: (rig) => measuredAnswers(rig, [errorLimit]),
  },
})
