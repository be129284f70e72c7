import type { Comparison, DecisionMeasurement } from '@lockstep/shared-types/decision'
import { describe, expect, test } from 'vitest'
import { aDecision, at, now } from '../../vocabulary/rollout/testing/a-rollout.ts'
import { effectText, limitText, sampleTexts, valueText, withinText } from './decision-words.ts'

const measured = (more: Partial<DecisionMeasurement>): DecisionMeasurement => ({
  metric: 'error-rate',
  variant: 'candidate',
  value: 1.8,
  unit: 'percent',
  verdict: 'fail',
  comparison: 'above',
  limit: 1,
  requests: 100,
  from: at(-300),
  to: now,
  ...more,
})

const compared = (requests: number, requestsNeeded: number | null): Comparison => ({
  verdict: 'inconclusive',
  sentence: '',
  errors: {
    baseline: { requests: 4000, errors: 4 },
    candidate: { requests, errors: 1 },
    evidence: 1,
    requestsNeeded,
  },
  latency: null,
  since: now,
})

test('a value that is not known is not a zero', () => {
  expect(valueText(measured({ value: null }))).toBe('not known')
  expect(valueText(measured({ value: 0 }))).toBe('0 %')
  expect(limitText(measured({}))).toBe('above 1 %')
  expect(limitText(measured({ limit: null }))).toBe('–')
})

describe('what came of a decision', () => {
  test('done by Lockstep, with the time that it took', () => {
    expect(effectText(aDecision({ effect: 'acted', actedAt: at(3) }))).toBe('Lockstep did it, after 3 s.')
    expect(effectText(aDecision({ effect: 'acted' }))).toBe('Lockstep acts on it now.')
  })

  test('left to a person, or nothing to do', () => {
    expect(effectText(aDecision({ effect: 'asks', dueAt: at(3600) }))).toContain('A person must')
    expect(effectText(aDecision())).toBeNull()
  })

  test('its time limit counts from when it was made', () => {
    expect(withinText({ at: now, dueAt: at(300) })).toBe('within 5 min')
    expect(withinText({ at: now, dueAt: null })).toBeNull()
  })
})

describe('how much a comparison rests on', () => {
  test('says how many requests it would take', () => {
    expect(sampleTexts(compared(400, 24_000))).toEqual([
      'Errors: candidate 1 of 400 requests (0.25 %), baseline 4 of 4,000 requests (0.1 %).',
      'Too few to tell yet: a doubled error rate shows after 24,000 requests of the candidate.',
    ])
  })

  test('says that there were enough', () => {
    expect(sampleTexts(compared(30_000, 24_000))[1]).toContain('Enough requests')
  })

  test('of no request there is no rate', () => {
    expect(sampleTexts(compared(0, null))).toEqual([
      'Errors: candidate 1 of 0 requests, baseline 4 of 4,000 requests (0.1 %).',
    ])
  })
})
