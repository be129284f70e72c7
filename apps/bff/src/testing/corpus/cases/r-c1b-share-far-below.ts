import { after, bakingAt } from '../../../domain/rollout/testing/rollout-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { rolloutAnswers } from '../rollout-answers.ts'

export const corpusCase = defineCase({
  id: 'R-C1b',
  title: 'Half a percent of all requests at 100 %',
  world: 'The last stage is applied, and another rule takes nearly every request to the baseline.',
  source: 'https://github.com/fluxcd/flagger/issues/1011',
  right: {
    gate: { status: 'inconclusive', says: [/since 100 % began, 0\.5\d? % reached the candidate/, /rule/] },
    decision: { never: /everybody gets/ },
  },
  rules: async () => {
    const began = after(-300).toISOString()
    const state = bakingAt(2, {
      stageSince: began,
      settledAt: began,
      bakedSeconds: 300,
      lookedAt: after(105).toISOString(),
    })
    const { answers } = await rolloutAnswers(state, {
      percent: 100,
      seconds: 120,
      startedSecondsAgo: 900,
      happened: () => ({
        baseline: { requests: 995, errors: 0 },
        candidate: { requests: 5, errors: 0 },
      }),
    })
    return answers
  },
})
