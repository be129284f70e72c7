import { defineCase } from '../corpus-case.ts'
import { newRun, runSteps } from '../run-steps.ts'

export const corpusCase = defineCase({
  id: 'W12',
  title: 'A deregistration delay of an hour',
  world: 'The load balancer lets targets drain for 3600 s; the step may take 20 minutes.',
  source: 'cases.md',
  right: {
    'step:backend-steady': { status: 'done', says: /only finish the requests/ },
    'step:time': { status: 'in time' },
  },
  alone: true,
  wire: {
    pace: 'real',
    answers: async (rig) => {
      for (const group of rig.world.elb.state.targetGroups.values())
        group.attributes.set('deregistration_delay.timeout_seconds', '3600')
      const artifact = { version: 'next', digest: rig.built.version('next').digest }
      const steps = ['backend-update', 'backend-start', 'backend-steady'] as const
      const { answers, seconds } = await runSteps(rig, steps, newRun('r1', artifact))
      return { ...answers, 'step:time': { status: seconds < 1200 ? 'in time' : `after ${seconds} s` } }
    },
  },
})
