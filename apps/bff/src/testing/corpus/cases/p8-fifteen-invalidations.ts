import { createInvalidator } from '../../../adapters/aws/invalidator.ts'
import { isRetryable } from '../../../domain/release/retryable.ts'
import { defineCase } from '../corpus-case.ts'

export const corpusCase = defineCase({
  id: 'P8',
  title: 'Fifteen wildcard invalidations under way',
  world: 'Somebody invalidates one folder after the other; CloudFront takes no sixteenth wildcard for now.',
  source: 'cases.md',
  right: {
    'step:invalidate': { status: 'waits', says: /invalidations under way/ },
    'step:later': { status: 'done' },
  },
  alone: true,
  wire: {
    pace: 'real',
    answers: async ({ environment, aws, world, clock }) => {
      const { distributionId } = environment.frontend
      for (let index = 0; index < 15; index += 1)
        world.cloudfront.invalidate(distributionId, `other-${index}`, [`/folder-${index}/*`])
      const invalidator = createInvalidator(aws)
      const batch = { reference: 'r1', paths: ['/*'] }
      const first = await invalidator.create(environment, batch)
      clock.advance(30 * 60_000)
      const later = await invalidator.create(environment, batch)
      const sentence = first.ok ? '' : first.problem.title
      return {
        'step:invalidate': {
          status: first.ok ? 'done' : isRetryable(first.problem) ? 'waits' : 'fails',
          sentence,
        },
        'step:later': { status: later.ok ? 'done' : 'fails' },
      }
    },
  },
})
