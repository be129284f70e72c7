import { defineCase } from '../corpus-case.ts'
import { hostLimit, measuredAnswers } from '../measured-answers.ts'

export const corpusCase = defineCase({
  id: 'M5',
  title: 'No registered target',
  world: 'No target is registered in the target group: CloudWatch reports no HealthyHostCount at all.',
  source: 'cases.md',
  right: {
    'threshold:healthy-hosts': { status: 'fail', says: /healthy-hosts is 0, below/ },
    'step:watch': { status: 'fail' },
  },
  alone: true,
  wire: { options: { desiredCount: 0 }, answers: (rig) => measuredAnswers(rig, [hostLimit]) },
})
