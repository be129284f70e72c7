import { begun } from '../../../domain/rollout/testing/rollout-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { rolloutAnswers } from '../rollout-answers.ts'

export const corpusCase = defineCase({
  id: 'R-C2',
  title: 'Errors of the rollout before',
  world:
    'A candidate that failed for everybody it served was taken to zero two minutes ago. Fifteen seconds ago a new rollout began.',
  source: 'tried',
  right: {
    decision: { status: 'continue', never: [/back to/, /worse/] },
    wanted: { status: '10' },
  },
  rules: async () => {
    const { answers } = await rolloutAnswers(begun(), {
      percent: 0,
      seconds: 0,
      startedSecondsAgo: 15,
      happened: (ago) => ({
        baseline: { requests: 500, errors: 0 },
        candidate: { requests: ago > 2 ? 100 : 0, errors: ago > 2 ? 100 : 0 },
      }),
    })
    return answers
  },
})
