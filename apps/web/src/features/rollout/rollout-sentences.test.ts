import { describe, expect, test } from 'vitest'
import { ana, aRollout, at, now } from '../../vocabulary/rollout/testing/a-rollout.ts'
import { changeBetween, effectSentence, gapSentence } from './rollout-sentences.ts'

describe('what Apply does', () => {
  test('says from where to where, and that it stays there', () => {
    expect(effectSentence(aRollout(), 25)).toBe(
      'Raises the share of requests that go to v2 from 10 % to 25 %. It stays there until somebody resumes.',
    )
    expect(effectSentence(aRollout(), 2.5)).toContain(
      'Lowers the share of requests that go to v2 from 10 % to 2.5 %.',
    )
  })

  test('says what zero and full mean, in the words of the driver', () => {
    expect(effectSentence(aRollout({ driver: 'appconfig-flag', candidate: null, baseline: null }), 0)).toBe(
      'No users go to the new path any more: all of them get the old path. The rollout stays open, held at 0 %.',
    )
    expect(effectSentence(aRollout(), 100)).toContain('All requests go to v2, instead of 10 %.')
  })

  test('says that nothing changes', () => {
    expect(effectSentence(aRollout(), 10)).toBe('10 % is what is wanted already.')
  })
})

describe('why wanted, applied and measured differ', () => {
  test('a small distance of what is measured is none', () => {
    expect(gapSentence(aRollout({ measuredPercent: 11.4 }))).toBeNull()
    expect(gapSentence(aRollout({ measuredPercent: 3 }))).toContain('Less traffic than set')
    expect(gapSentence(aRollout({ measuredPercent: 30 }))).toContain('More traffic than set')
  })

  test('a change that AWS has not taken over yet is on its way, or there is a problem', () => {
    expect(gapSentence(aRollout({ wantedPercent: 25 }))).toBe(
      'AWS still says 10 %; the change to 25 % is on its way.',
    )
    const problem = { code: 'aws-throttled', title: 'AWS throttles.', detail: null, remedy: null } as const
    expect(gapSentence(aRollout({ wantedPercent: 25, problem }))).toBe('AWS still says 10 %: AWS throttles.')
  })

  test('what is not known is said, not guessed', () => {
    expect(gapSentence(aRollout({ appliedPercent: null }))).toContain('has not been read')
    expect(gapSentence(aRollout({ measuredPercent: null }))).toContain('Too few requests')
  })

  test('a change from outside comes first', () => {
    const foreign = { percent: 33, seenAt: now, sentence: 'The rule says 33 %.' }
    expect(gapSentence(aRollout({ foreign, appliedPercent: 33 }))).toBe('The rule says 33 %.')
  })
})

describe('what somebody did meanwhile', () => {
  const before = aRollout()
  const after = (more: Parameters<typeof aRollout>[0]) =>
    changeBetween(before, aRollout({ revision: 4, ...more }))

  test('nothing, at the same revision', () => {
    expect(changeBetween(before, aRollout({ measuredPercent: 12 }))).toBeNull()
  })

  test('names who set which percentage and when', () => {
    expect(after({ wantedPercent: 25, wantedBy: ana, wantedAt: at(-4) })).toEqual({
      text: 'Ana set 25 %',
      at: at(-4),
    })
  })

  test('names who held it, and who ended it', () => {
    expect(after({ held: { by: ana, at: at(-1), reason: 'x' } })?.text).toBe('Ana held the rollout')
    const end = {
      how: 'zero',
      by: 'emergency',
      askedAt: at(-1),
      actor: ana,
      reason: null,
      acceptedAt: null,
      offAt: null,
      probes: [],
    } as const
    expect(after({ end: { ...end, probes: [] }, wantedPercent: 0 })?.text).toBe('Ana ended the rollout')
  })

  test('says at least that it changed', () => {
    expect(after({})?.text).toBe('The rollout was changed')
  })
})
