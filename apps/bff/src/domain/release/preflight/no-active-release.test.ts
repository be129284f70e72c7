import { expect, test } from 'vitest'
import { noActiveRelease } from './environment-rules.ts'

test('a plan beside a running release says what to press instead', () => {
  const found = noActiveRelease.find({ activeReleaseId: '01FIRST' })
  expect(found).toMatchObject({ status: 'fail', observed: '01FIRST' })
  expect(found.sentence).toMatch(/abort it.*Emergency/)
})
