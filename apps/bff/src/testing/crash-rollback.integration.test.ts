import { test } from 'vitest'
import { expectSurvival } from './crash-case.ts'

// Between two steps it is the same engine that goes on, whatever the release: there the deploy is killed, and a rollback
// at random moments (crash-random).
test(
  'a rollback that is killed in the middle of steps ends right, and does nothing twice',
  {
    timeout: 600_000,
  },
  () =>
    expectSurvival(
      'next',
      'previous',
      (digest) => ({
        kind: 'rollback',
        scope: 'both',
        digest,
        emergency: false,
      }),
      'none',
    ),
)
