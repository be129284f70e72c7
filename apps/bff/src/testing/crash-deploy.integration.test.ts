import { test } from 'vitest'
import { expectSurvival } from './crash-case.ts'

test(
  'a deploy that is killed at every boundary and in the middle of every step ends right, and does nothing twice',
  {
    timeout: 600_000,
  },
  () =>
    expectSurvival(
      'previous',
      'next',
      (digest) => ({
        kind: 'deploy',
        scope: 'both',
        digest,
        invalidationMode: 'frontend-only',
      }),
      'every',
    ),
)
