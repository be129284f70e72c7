import type { Problem } from '@lockstep/shared-types/problem'
import { expect, test } from 'vitest'
import { versionHolds, type EndedForHold } from './version-holds.ts'

const artifact = (version: string) => ({ version, digest: `sha256:${version}` })
const ended = (id: string, version: string, change: Partial<EndedForHold> = {}): EndedForHold => ({
  releaseId: id,
  kind: 'deploy',
  scope: 'both',
  status: 'succeeded',
  artifact: artifact(version),
  from: null,
  rollbackOf: null,
  endedAt: '2026-11-20T10:00:00.000Z',
  requestedBy: 'Ana',
  reason: null,
  failure: null,
  lastStep: 'watch',
  ...change,
})
const problem = (code: Problem['code'], title = 'It failed.'): Problem => ({
  code,
  title,
  detail: null,
  remedy: null,
})
const failed = (id: string, version: string, code: Problem['code'], lastStep: EndedForHold['lastStep']) =>
  ended(id, version, { status: 'failed', failure: problem(code), lastStep })
const holdOf = (version: string, ...newestFirst: EndedForHold[]) =>
  versionHolds(newestFirst).get(`sha256:${version}`)

test('holds a version that failed here, with who, when and why', () => {
  expect(holdOf('v2', failed('r2', 'v2', 'ecs-rolled-back', 'backend-start'), ended('r1', 'v1'))).toEqual({
    how: 'failed',
    releaseId: 'r2',
    at: '2026-11-20T10:00:00.000Z',
    by: 'Ana',
    why: 'It failed.',
  })
})

test('does not blame a version for what AWS, the network or an unmet condition did', () => {
  expect(holdOf('v2', failed('r2', 'v2', 'aws-access-denied', 'backend-update'))?.how).toBe('broken-off')
  expect(holdOf('v2', failed('r2', 'v2', 'step-timeout', 'invalidation-done'))?.how).toBe('broken-off')
  expect(holdOf('v2', failed('r2', 'v2', 'verification-failed', 'preflight'))).toBeUndefined()
})

test('holds nothing against a version because somebody else replaced it', () => {
  expect(holdOf('v2', failed('r2', 'v2', 'changed-outside', 'watch'))).toBeUndefined()
  const earlier = failed('r1', 'v2', 'ecs-rolled-back', 'backend-steady')
  expect(holdOf('v2', failed('r2', 'v2', 'changed-outside', 'watch'), earlier)?.how).toBe('failed')
})

test('holds a version that a rollback went back from, with the reason of the rollback', () => {
  const back = ended('r3', 'v1', { kind: 'rollback', from: artifact('v2'), reason: 'Checkout broken' })
  expect(holdOf('v2', back, ended('r2', 'v2'))).toMatchObject({
    how: 'rolled-back',
    releaseId: 'r3',
    why: 'Checkout broken',
  })
  expect(holdOf('v1', back, ended('r2', 'v2'))).toBeUndefined()
})

test('holds what was undone also where it was not known what ran', () => {
  const back = ended('r3', 'v1', { kind: 'rollback', rollbackOf: 'r2' })
  expect(holdOf('v2', back, failed('r2', 'v2', 'internal', 'watch'))?.how).toBe('rolled-back')
})

test('trusts it again after a later success, in the halves that were released', () => {
  const failure = failed('r2', 'v2', 'verification-failed', 'health')
  expect(holdOf('v2', ended('r3', 'v2'), failure)).toBeUndefined()
  expect(holdOf('v2', ended('r3', 'v2', { scope: 'frontend' }), failure)?.how).toBe('failed')
})

test('an older success proves nothing', () => {
  expect(holdOf('v2', failed('r3', 'v2', 'threshold-breached', 'watch'), ended('r2', 'v2'))?.how).toBe(
    'failed',
  )
})

test('an abort after a breach is a failure of the version, whatever reason was given for the abort', () => {
  const aborted = ended('r2', 'v2', {
    status: 'aborted',
    failure: {
      ...problem('threshold-breached', 'A threshold was breached, then the release was aborted.'),
      detail: 'Breached error-rate 7.96 (critical 5), then aborted.',
    },
  })
  expect(holdOf('v2', aborted)).toMatchObject({ how: 'failed', why: expect.stringContaining('7.96') })
})

test('an abort that took the traffic of a rollout back is a way back; any other is told only', () => {
  expect(holdOf('v2', ended('r2', 'v2', { status: 'aborted', lastStep: 'rollout' }))?.how).toBe('rolled-back')
  expect(holdOf('v2', ended('r2', 'v2', { status: 'aborted', lastStep: 'health' }))?.how).toBe('broken-off')
})
