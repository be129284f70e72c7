import { expect, it } from 'vitest'
import { wrongAnswers } from './compare-answers.ts'

const one = {
  id: 'X1',
  right: { health: { status: ['fail', 'unknown'], says: /503/, never: [/healthy/] }, exit: { status: '1' } },
}

it('finds nothing wrong with right answers, and looks only at what a ring answers', () => {
  expect(wrongAnswers(one, { health: { status: 'unknown', sentence: 'It answers 503.' } })).toEqual([])
  expect(wrongAnswers(one, { exit: { status: '1' } })).toEqual([])
})

it('tells of a wrong status, a missing word and a forbidden one', () => {
  const answers = { health: { status: 'ok', sentence: 'The backend is healthy.' } }
  expect(wrongAnswers(one, answers)).toEqual([
    'X1 health is ok, not fail or unknown: The backend is healthy.',
    'X1 health does not say /503/: The backend is healthy.',
    'X1 health says /healthy/: The backend is healthy.',
  ])
})

it('does not take silence for a right answer', () => {
  expect(wrongAnswers(one, { 'version-match': { status: 'ok' } })).toEqual([
    'X1: none of health, exit was answered, only version-match',
  ])
})
