import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { refusalOf } from './permission.ts'

const running: ReleaseSummary = {
  id: 'r1',
  applicationId: 'shop',
  environmentId: 'production',
  kind: 'deploy',
  scope: 'both',
  strategy: 'all-at-once',
  status: 'running',
  artifact: { version: 'v2', digest: `sha256:${'0'.repeat(64)}` },
  from: null,
  requestedBy: { id: 'a', name: 'A', kind: 'person' },
  reason: null,
  createdAt: '2026-11-20T12:00:00.000Z',
  endedAt: null,
  outcome: '',
}

test('an operator may deploy, a viewer is told which role it takes', () => {
  expect(refusalOf('deploy', 'operator')).toBeNull()
  expect(refusalOf('deploy', 'viewer')).toBe('Deploying needs the role operator or higher; you are viewer.')
})

test('while a release runs no other starts, and the reason names it', () => {
  expect(refusalOf('rollback', 'admin', running)).toBe(
    'One release at a time: Deploy of v2 is still running.',
  )
})

test('what starts no release is allowed while one runs', () => {
  expect(refusalOf('abort', 'operator', running)).toBeNull()
  expect(refusalOf('check', 'operator', running)).toBeNull()
})

test('limits may be changed while a release runs, but not by a viewer', () => {
  expect(refusalOf('policy', 'operator', running)).toBeNull()
  expect(refusalOf('policy', 'viewer')).toBe(
    'Changing limits and stages needs the role operator or higher; you are viewer.',
  )
})

test('before the session is known nothing is allowed', () => {
  expect(refusalOf('deploy', null)).toContain('wait')
})
