import { test } from 'vitest'
import { expectSurvival } from './crash-case.ts'

test(
  'a rollback that is killed at every boundary and in the middle of every step ends right, and does nothing twice',
  {
    timeout: 600_000,
  },
  () =>
    expectSurvival('next', 'previous', (digest) => ({
      kind: 'rollback',
      scope: 'both',
      digest,
      emergency: false,
    })),
)
