import { describe, expect, test } from 'vitest'
import { aRollout, ana, at, now } from './testing/a-rollout.ts'
import { bakePercent, stageViews } from './stage-view.ts'

const words = (rollout: Parameters<typeof stageViews>[0]) => stageViews(rollout).map(({ look }) => look.word)
const end = {
  by: 'person',
  askedAt: now,
  actor: ana,
  reason: null,
  acceptedAt: now,
  offAt: now,
  probes: [],
} as const

describe('the stages of the track', () => {
  test('before, at and after the current one', () => {
    const views = stageViews(aRollout({ stageIndex: 1 }))
    expect(views.map(({ position }) => position)).toEqual(['passed', 'current', 'next'])
    expect(views.map(({ look }) => look.word)).toEqual(['Passed', 'Baking', 'Next'])
    expect(views[1]?.gate?.word).toBe('Passes')
  })

  test('none is current before the first', () => {
    expect(words(aRollout({ stageIndex: -1, phase: 'shifting' }))).toEqual(['Next', 'Next', 'Next'])
  })

  test('all have passed when it ended at full', () => {
    expect(
      words(aRollout({ stageIndex: 2, phase: 'ended', end: { ...end, how: 'full', probes: [] } })),
    ).toEqual(['Passed', 'Passed', 'Passed'])
  })

  test('what was not reached says so when it ended at zero', () => {
    expect(
      words(aRollout({ stageIndex: 1, phase: 'ended', end: { ...end, how: 'zero', probes: [] } })),
    ).toEqual(['Passed', 'Taken off here', 'Not reached'])
  })
})

describe('how much of the bake time is over', () => {
  test('counts by the clock while it bakes', () => {
    const rollout = aRollout({ bakeUntil: at(150), bakeRemainingSeconds: 300 })
    expect(bakePercent(rollout, Date.parse(now))).toBe(75)
    expect(bakePercent(rollout, Date.parse(at(900)))).toBe(100)
  })

  test('stands still while it is held', () => {
    const rollout = aRollout({ bakeUntil: null, bakeRemainingSeconds: 300 })
    expect(bakePercent(rollout, Date.parse(at(900)))).toBe(50)
  })
})
