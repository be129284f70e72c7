import { after, begun, press } from '../../../domain/rollout/testing/rollout-fixture.ts'
import { defineCase } from '../corpus-case.ts'
import { rolloutAnswers } from '../rollout-answers.ts'

const world = {
  percent: 0,
  seconds: 0,
  startedSecondsAgo: 15,
  happened: () => ({
    baseline: { requests: 1000, errors: 320 },
    candidate: { requests: 0, errors: 0 },
  }),
}

export const corpusCase = defineCase({
  id: 'R-C3',
  title: 'A baseline that fails',
  world:
    'A third of all requests fail with the version that serves; its mending is to be rolled out in stages. A person lets it begin; its first numbers are well.',
  source: 'https://github.com/argoproj/argo-rollouts/issues/1774',
  right: {
    before: {
      status: 'pause',
      says: [/v1 \(baseline\) fails 32 %; the candidate has had no request/, /Resume/, /everybody at once/],
      never: /back to zero/,
    },
    resumed: { status: '10' },
    early: { status: 'continue', says: /v1 \(baseline\) fails 32 %/, never: /back to/ },
    served: { status: 'continue', never: /back to/ },
  },
  rules: async () => {
    const before = await rolloutAnswers(begun(), world)
    const resumed = press(before.state, { action: 'resume' })
    if (!resumed.ok) throw new Error(resumed.problem.title)
    const begins = await rolloutAnswers(resumed.value.state, { ...world, seconds: 60, startedSecondsAgo: 75 })
    const settled = { ...begins.state, settledAt: after(60).toISOString(), writtenPercent: 10 }
    const early = await rolloutAnswers(settled, {
      ...world,
      percent: 10,
      seconds: 120,
      startedSecondsAgo: 135,
    })
    const served = await rolloutAnswers(early.state, {
      percent: 10,
      seconds: 240,
      startedSecondsAgo: 255,
      happened: (ago) => ({
        baseline: { requests: 900, errors: 288 },
        candidate: { requests: ago <= 2 ? 100 : 0, errors: 0 },
      }),
    })
    return {
      before: before.answers.decision ?? { status: 'none' },
      resumed: begins.answers.wanted ?? { status: 'none' },
      early: early.answers.decision ?? { status: 'none' },
      served: served.answers.decision ?? { status: 'none' },
    }
  },
})
