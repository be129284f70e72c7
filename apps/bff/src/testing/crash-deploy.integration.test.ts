import { test } from 'vitest'
import { expectSurvival } from './crash-case.ts'
import { isLong } from './long.ts'

test(
  'a deploy that is killed at boundaries and in the middle of steps ends right, and does nothing twice',
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
      isLong ? 'every' : 'none',
    ),
)
