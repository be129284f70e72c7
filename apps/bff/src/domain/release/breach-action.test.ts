import { expect, test } from 'vitest'
import { breachAction } from './breach-action.ts'

const from = { version: 'v1', digest: 'sha256:1' }

test.each([
  ['rollback', 'deploy', from, 'rollback'],
  ['rollback', 'promote', from, 'rollback'],
  ['rollback', 'rollback', from, 'ask'],
  ['rollback', 'deploy', null, 'ask'],
  ['ask', 'deploy', from, 'ask'],
  ['ask', 'rollback', from, 'ask'],
] as const)('with the policy %s a breached %s from %o leads to %s', (policy, kind, before, action) => {
  expect(breachAction(policy, { kind, from: before }).action).toBe(action)
})

test('who is asked although the policy would act is told why', () => {
  expect(breachAction('rollback', { kind: 'rollback', from }).because).toContain('never undone automatically')
  expect(breachAction('ask', { kind: 'rollback', from }).because).toBeNull()
})
