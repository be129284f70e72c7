import type { RollbackCandidate } from '@lockstep/shared-types/plan'
import { describe, expect, test } from 'vitest'
import { chooseCandidate, groupCandidates, withText } from './candidates.ts'

const candidate = (version: string, more: Partial<RollbackCandidate> = {}): RollbackCandidate => ({
  artifact: { version, digest: `sha256:${'0'.repeat(64)}` },
  releaseId: null,
  releasedAt: null,
  releasedBy: null,
  hold: null,
  pushedAt: null,
  ready: 'ok',
  readiness: '',
  ...more,
})
const gone = candidate('v4', { releaseId: 'r4', ready: 'fail' })
const good = candidate('v3', { releaseId: 'r3' })
const all = [gone, good, candidate('v5'), candidate('v2')]

describe('what is chosen before anybody chooses', () => {
  test('the last good release that has all it needs', () => {
    expect(chooseCandidate(all, null, 'v2')).toBe(good)
  })

  test('what ran before, when no release is known', () => {
    const { other } = groupCandidates(all)
    expect(chooseCandidate(other, null, 'v2')?.artifact.version).toBe('v2')
    expect(chooseCandidate(other, null, null)?.artifact.version).toBe('v5')
  })

  test('the version that a link names, even when it is not ready, and never another', () => {
    expect(chooseCandidate(all, 'v4', null)).toBe(gone)
    expect(chooseCandidate(all, 'v9', 'v2')).toBeNull()
  })

  test('not the version that a rollback has just left: a person has to choose it', () => {
    const hold = {
      how: 'rolled-back',
      releaseId: 'r7',
      at: '2026-11-20T12:00:00.000Z',
      by: 'Ana',
      why: null,
    } as const
    const left = candidate('v6', { releaseId: 'r6', hold })
    expect(chooseCandidate([left, good], null, null)).toBe(good)
    expect(chooseCandidate([left, candidate('v7')], null, null)).toBeNull()
    expect(chooseCandidate([left, good], 'v6', null)).toBe(left)
  })

  test('nothing of nothing', () => {
    expect(chooseCandidate([gone], null, null)).toBeNull()
  })
})

test('the filter looks into the version', () => {
  expect(withText(all, ' V5').map(({ artifact }) => artifact.version)).toEqual(['v5'])
  expect(withText(all, '')).toBe(all)
})
