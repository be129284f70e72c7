import { expect, test } from 'vitest'
import { aStage } from './testing/a-rollout.ts'
import { bakeText, gateConditions, openCheckText, stagesNote, stagesText } from './gate-words.ts'

test('every condition of a gate is named with its unit', () => {
  const { gate } = aStage(10, {
    stableSeconds: 86_400,
    criteria: [
      { metric: 'error-rate', must: 'below', limit: 0.05 },
      { metric: 'latency-p95', must: 'below', limit: 500 },
    ],
    comparison: 'better',
    manual: [{ id: 'no-complaint', label: 'No complaint from users' }],
    promotion: 'manual',
  })
  expect(gateConditions(gate)).toEqual([
    'error rate below 0.05 %',
    'p95 latency below 500 ms',
    'stable for 1 d',
    'better than the baseline',
    'ticked by hand: No complaint from users',
    'promoted by hand',
  ])
})

test('a gate without conditions names none', () => {
  expect(gateConditions(aStage(10).gate)).toEqual([])
})

test('stages are written as a way, with the least time that it takes', () => {
  const stages = [aStage(10), aStage(50), aStage(100)]
  expect(stagesText(stages)).toBe('10 % → 50 % → 100 %')
  expect(stagesNote(stages)).toBe('3 stages, at least 30 min')
  expect(bakeText(0)).toBe('no bake time')
})

test('a check that waits for a tick says so', () => {
  expect(openCheckText({ id: 'manual:no-complaint', sentence: 'No complaint' })).toBe(
    '“No complaint” is not ticked yet.',
  )
  expect(openCheckText({ id: 'bake', sentence: 'The bake time runs.' })).toBe('The bake time runs.')
})
