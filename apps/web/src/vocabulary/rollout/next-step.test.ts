import { describe, expect, test } from 'vitest'
import { aCheck, aGate, ana, aRollout, aStage, at, now } from './testing/a-rollout.ts'
import { nextStep } from './next-step.ts'

describe('the next thing that happens', () => {
  test('the next stage, at the end of the bake time', () => {
    expect(nextStep(aRollout({ bakeUntil: at(60) }))).toEqual({
      text: 'It goes to 50 % at the earliest in',
      until: at(60),
    })
  })

  test('what the gate waits for, when time alone does not do it', () => {
    const gate = aGate('waiting', aCheck('bake', 'pass'), aCheck('manual:x', 'waiting'))
    expect(nextStep(aRollout({ gate })).text).toBe(
      'The gate waits: “manual:x is waiting.” is not ticked yet.',
    )
  })

  test('a person, where promotion is by hand', () => {
    const stages = [aStage(10, { promotion: 'manual' }), aStage(100)]
    expect(nextStep(aRollout({ stages })).text).toBe('The gate passes: somebody has to promote it.')
    expect(nextStep(aRollout({ stages, bakeUntil: at(60) })).text).toContain('may be promoted')
  })

  test('the way back comes before everything that would widen it', () => {
    const inconclusive = { since: now, goesBackAt: at(300) }
    expect(nextStep(aRollout({ inconclusive, bakeUntil: at(10) }))).toEqual({
      text: 'Measurements are missing; it goes a stage back in',
      until: at(300),
    })
  })

  test('nothing, while it is held or was moved from outside', () => {
    expect(nextStep(aRollout({ held: { by: ana, at: now, reason: 'x' }, phase: 'held' })).text).toContain(
      'Held by Ana',
    )
    const foreign = { percent: 33, seenAt: now, sentence: '' }
    expect(nextStep(aRollout({ foreign })).text).toContain('outside Lockstep')
  })
})
