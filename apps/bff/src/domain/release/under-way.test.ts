import type { ReleaseStep } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { isRollbackUnderWay } from './under-way.ts'

const step = (id: ReleaseStep['id'], state: ReleaseStep['state']): ReleaseStep => ({
  id,
  state,
  startedAt: null,
  endedAt: null,
  expectedSeconds: 1,
  expectedBasis: 'default',
  attempt: 1,
  progress: null,
  detail: null,
  failure: null,
})

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
