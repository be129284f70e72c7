import { expect, test } from 'vitest'
import { etaSeconds } from './eta.ts'
import { expectedDurations, median } from './expected-durations.ts'

test('the median ignores one slow run', () => {
  expect(median([10, 11, 500])).toBe(11)
  expect(median([10, 20])).toBe(15)
  expect(median([])).toBeNull()
})

test('a step is expected to take what it took lately, else the default, and says which', () => {
  expect(expectedDurations(['health', 'invalidate'], { health: [4, 2, 9] }, 900, 0)).toEqual([
    { id: 'health', expectedSeconds: 4, expectedBasis: 'history' },
    { id: 'invalidate', expectedSeconds: 3, expectedBasis: 'default' },
  ])
})

test('the watch window is as long as configured, whatever history says', () => {
  expect(expectedDurations(['watch'], { watch: [3] }, 900, 0)).toMatchObject([{ expectedSeconds: 900 }])
})

test('a rollout is expected to take its bake times, whatever history says', () => {
  expect(expectedDurations(['rollout'], { rollout: [3] }, 900, 7200)).toMatchObject([
    { expectedSeconds: 7200, expectedBasis: 'default' },
  ])
})

const startedAt = '2026-11-20T12:00:00.000Z'
const at = (seconds: number) => new Date(Date.parse(startedAt) + seconds * 1000)
const running = { state: 'running', startedAt, expectedSeconds: 30 } as const
const pending = { state: 'pending', startedAt: null, expectedSeconds: 10 } as const

test('the seconds left are those of the running step and of what follows', () => {
  expect(etaSeconds([running, pending], at(20))).toBe(20)
})

test('nobody knows how long a step takes that takes longer than expected', () => {
  expect(etaSeconds([running, pending], at(31))).toBeNull()
})

test('a release that has ended has nothing left', () => {
  expect(etaSeconds([{ ...running, state: 'succeeded' }], at(5))).toBeNull()
  expect(etaSeconds([{ ...running, state: 'failed' }, pending], at(5))).toBeNull()
})
