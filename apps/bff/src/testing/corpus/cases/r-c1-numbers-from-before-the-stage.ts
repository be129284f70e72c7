import { after, bakingAt, stage } from '../../../domain/rollout/testing/rollout-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { rolloutAnswers } from '../rollout-answers.ts'

const gated = stage(50, {
  gate: {
    stableSeconds: 0,
    criteria: [{ metric: 'latency-p95', must: 'below', limit: 500 }],
    comparison: 'none',
    manual: [],
    promotion: 'automatic',
  },
})

export const corpusCase = defineCase({
  id: 'R-C1',
  title: 'A gate that passes on numbers from before its stage',
  world:
    'Two minutes ago 50 % began, and since then another rule takes every request to the baseline. The window of five minutes still holds the p95 of the stage before.',
  source: 'https://github.com/fluxcd/flagger/issues/1011',
  right: {
    gate: {
      status: 'inconclusive',
      says: /Nobody was measured on the candidate since 50 % began/,
    },
    wanted: { status: '50' },
  },
  rules: async () => {
    const began = after(10).toISOString()
    const state = bakingAt(1, {
      stages: [stage(10), gated, stage(100)],
      stageSince: began,
      settledAt: began,
      bakedSeconds: 120,
      lookedAt: after(105).toISOString(),
    })
    const { answers } = await rolloutAnswers(state, {
      percent: 50,
      seconds: 120,
      startedSecondsAgo: 400,
      happened: (ago) => ({
        baseline: { requests: 900, errors: 0 },
        candidate: { requests: ago <= 2 ? 0 : 100, errors: 0 },
      }),
    })
    return answers
  },
})
