import { advance } from '../../../domain/rollout/advance.ts'
import type { CandidateTasks } from '../../../domain/rollout/candidate-tasks.ts'
import { bakingAt, look } from '../../../domain/rollout/testing/rollout-fixture.ts'
import { defineCase } from '../corpus-case.ts'

/** One look at 10 % whose bake time is over. */
function lookWith(tasks: CandidateTasks | undefined) {
  const { state } = advance(bakingAt(0, { bakedSeconds: 600 }), { ...look(15, 10), tasks })
  const { wantedPercent, phase, foreign, decision } = state
  return {
    status: `${wantedPercent} %, ${phase}, ${foreign === null ? 'ours' : 'foreign'}`,
    sentence: decision?.sentence ?? '',
  }
}

export const corpusCase = defineCase({
  id: 'R-P20',
  title: 'Main grows while the candidate is tried',
  world:
    'At 10 % auto scaling takes the main service from 2 to 6 tasks. The candidate was started with 2: at 100 % it would take what 6 took.',
  source: 'https://github.com/argoproj/argo-rollouts/issues/1415',
  right: {
    'too few': {
      status: '10 %, baking, ours',
      says: [/runs 2 tasks/, /meant to run 6/],
      never: /fail|error/i,
    },
    'not known': { status: '10 %, baking, ours', says: /could not read/i },
    followed: { status: '50 %, shifting, ours' },
    'more than main': { status: '50 %, shifting, ours' },
    'no service of its own': { status: '50 %, shifting, ours' },
  },
  rules: () => ({
    'too few': lookWith({ main: 6, running: 2 }),
    'not known': lookWith('unreadable'),
    followed: lookWith({ main: 6, running: 6 }),
    'more than main': lookWith({ main: 2, running: 6 }),
    'no service of its own': lookWith(undefined),
  }),
})
