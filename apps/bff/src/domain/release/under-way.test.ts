import { expect, test } from 'vitest'
import { releaseStep as step } from './testing/release-step.ts'
import { isRollbackUnderWay } from './under-way.ts'

test.each([
  ['rollback', [step('backend-steady', 'running'), step('watch', 'pending')], true],
  // An emergency is not watched.
  ['rollback', [step('endpoint', 'running')], true],
  ['rollback', [step('endpoint', 'succeeded'), step('watch', 'running')], false],
  ['rollback', [step('watch', 'failed')], false],
  ['deploy', [step('backend-steady', 'running')], false],
] as const)('a %s is under way until it is watched', (kind, steps, wanted) => {
  expect(isRollbackUnderWay({ kind, steps: [...steps] })).toBe(wanted)
})
