import type { ReleaseStepId, StepState } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { stateSentence } from './state-sentence.ts'

const shape = { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false } as const
const next = { version: 'v2', digest: 'sha256:2' }
const from = { version: 'v1', digest: 'sha256:1' }
const say = (
  states: Partial<Record<ReleaseStepId, StepState>>,
  rolledBack = false,
  code: 'aws-access-denied' | 'step-timeout' | null = null,
) =>
  stateSentence(
    shape,
    Object.entries(states).map(([id, state]) => ({
      id: id as ReleaseStepId,
      state,
      attempt: 1,
      failure: state === 'failed' && code !== null ? { code, title: '', detail: null, remedy: null } : null,
    })),
    next,
    from,
    rolledBack,
  )

test('a failure before anything was touched says so', () => {
  expect(say({ preflight: 'failed', 'backend-update': 'pending' })).toBe('Nothing was changed.')
})

test('a failure while tasks are replaced names what the backend runs and that the frontend was not changed', () => {
  expect(
    say({ 'backend-update': 'succeeded', 'backend-start': 'failed', 'frontend-publish': 'pending' }),
  ).toBe(
    'The backend was told to run v2; ECS may still be replacing tasks of v1. The frontend was not changed.',
  )
})

test('ECS going back leaves the backend on the old version and the frontend unchanged', () => {
  expect(say({ 'backend-update': 'succeeded', 'backend-start': 'failed' }, true)).toBe(
    'ECS has put the backend back to v1. The frontend was not changed.',
  )
})

test('a failure after both halves were proven says that both run the new version', () => {
  expect(
    say({
      'backend-update': 'succeeded',
      'backend-steady': 'succeeded',
      'frontend-publish': 'succeeded',
      'edge-version': 'succeeded',
      watch: 'failed',
    }),
  ).toBe('The backend runs v2. The frontend serves v2.')
})

test('a refused update has changed nothing, one that was never answered may have', () => {
  const states = { 'backend-update': 'failed', 'frontend-publish': 'pending' } as const
  expect(say(states, false, 'aws-access-denied')).toBe('Nothing was changed.')
  expect(say(states, false, 'step-timeout')).toContain('The backend may have been told to run v2')
})

test('published files that the edge was not told of are said to be so', () => {
  const states = { 'backend-update': 'succeeded', 'backend-steady': 'pending' } as const
  expect(say({ ...states, 'frontend-publish': 'succeeded', invalidate: 'failed' })).toContain(
    "The frontend's files of v2 are published; the edge may serve the version before for a while.",
  )
})

test('a rollback that could not bring the traffic back to main says so', () => {
  const states = { 'backend-update': 'succeeded', 'backend-steady': 'succeeded' } as const
  expect(say({ ...states, 'rollout-finish': 'failed' })).toBe(
    'The backend runs v2. The frontend was not changed. Whether a candidate still gets traffic could not be told.',
  )
})
