import type { ReleaseStep } from '@lockstep/shared-types/release'
import { describe, expect, test } from 'vitest'
import { nowSentence, releasePercent, secondsLeft, stepPercent, stepTime } from './release-words.ts'

const now = Date.parse('2026-11-20T12:01:00.000Z')
const step = (more: Partial<ReleaseStep>): ReleaseStep => ({
  id: 'preflight',
  state: 'pending',
  startedAt: null,
  endedAt: null,
  expectedSeconds: 90,
  expectedBasis: 'default',
  attempt: 0,
  progress: null,
  detail: null,
  failure: null,
  ...more,
})
const running = step({ state: 'running', startedAt: '2026-11-20T12:00:30.000Z' })
const done = step({
  state: 'succeeded',
  startedAt: '2026-11-20T12:00:00.000Z',
  endedAt: '2026-11-20T12:00:12.000Z',
})

describe('the time of a step', () => {
  test('expected before, both while it runs and after', () => {
    expect(stepTime(step({}), now)).toEqual({ actual: '', expected: 'about 1 min 30 s' })
    expect(stepTime(running, now)).toEqual({ actual: '30 s', expected: 'of about 1 min 30 s' })
    expect(stepTime(done, now)).toEqual({ actual: '12 s', expected: 'of about 1 min 30 s' })
    expect(stepTime({ ...done, endedAt: done.startedAt }, now).actual).toBe('under 1 s')
    expect(stepTime(step({ state: 'skipped' }), now)).toEqual({ actual: '', expected: '' })
  })

  test('what AWS counts goes before the clock, and the clock alone never says done', () => {
    expect(stepPercent({ ...running, progress: { done: 1, total: 4, unit: 'tasks' } }, now)).toBe(25)
    expect(stepPercent(running, now)).toBeCloseTo(33.3, 1)
    expect(stepPercent({ ...running, expectedSeconds: 3 }, now)).toBe(95)
    expect(stepPercent({ ...running, progress: { done: 4, total: 4, unit: 'tasks' } }, now)).toBe(95)
  })
})

describe('the release as a whole', () => {
  const steps = [done, running, step({ expectedSeconds: 20 })]

  test('is as far as its steps, by their weight', () => {
    expect(releasePercent({ steps, status: 'running' }, now)).toBe(60)
    expect(releasePercent({ steps, status: 'succeeded' }, now)).toBe(100)
    expect(releasePercent({ steps: [], status: 'running' }, now)).toBe(0)
    const instant = [{ ...done, expectedSeconds: 0 }, step({ expectedSeconds: 0 })]
    expect(releasePercent({ steps: instant, status: 'running' }, now)).toBe(50)
    const skipped = [done, step({ state: 'skipped' })]
    expect(releasePercent({ steps: skipped, status: 'running' }, now)).toBe(100)
    expect(releasePercent({ steps: skipped, status: 'aborted' }, now)).toBe(50)
  })

  test('has left what its open steps are expected to need', () => {
    expect(secondsLeft({ steps, status: 'running' }, now)).toBe(80)
  })

  test('promises nothing when it is overdue, ended, or waits for a person', () => {
    expect(secondsLeft({ steps: [{ ...running, expectedSeconds: 10 }], status: 'running' }, now)).toBeNull()
    expect(secondsLeft({ steps: [done], status: 'succeeded' }, now)).toBeNull()
    expect(secondsLeft({ steps, status: 'awaiting-decision' }, now)).toBeNull()
  })
})

test('while it runs it says what AWS says, after that how it ended', () => {
  const steps = [{ ...running, detail: '1 of 4 tasks run.' }]
  expect(nowSentence({ steps, status: 'running', outcome: 'Releases v2.' })).toBe(
    'Preflight: 1 of 4 tasks run.',
  )
  expect(nowSentence({ steps, status: 'awaiting-decision', outcome: 'Errors are at 7 %.' })).toBe(
    'Errors are at 7 %.',
  )
  expect(nowSentence({ steps: [done], status: 'succeeded', outcome: 'Both run v2.' })).toBe('Both run v2.')
})
