import { expect, test } from 'vitest'
import { createCohortMix, type CohortOffer } from './cohorts.ts'

const setUp = (staySeconds = 30) => {
  let offer: CohortOffer | null = null
  const mix = createCohortMix(() => offer, staySeconds)
  return {
    offers: (rollout: string, share: number) => (offer = { rollout, share }),
    ends: () => (offer = null),
    after: (seconds: number) => mix(seconds),
  }
}

test('there are no cohorts before there is a rollout', () => {
  expect(setUp().after(5)).toBeNull()
})

test('requests follow what the edge hands out, page by page', () => {
  const { offers, after } = setUp(30)
  offers('4f7k2m9q', 0.5)
  expect(after(0)?.share).toBe(0)
  expect(after(30)?.share).toBeCloseTo(0.5 * (1 - Math.exp(-1)))
  expect(after(600)?.share).toBeCloseTo(0.5)
  offers('4f7k2m9q', 0)
  expect(after(30)?.share).toBeCloseTo(0.5 * Math.exp(-1))
})

test('visitors have the cookies of the rollout, and begin anew with another', () => {
  const { offers, after } = setUp()
  offers('4f7k2m9q', 1)
  expect(after(600)).toMatchObject({
    candidate: 'lockstep-cohort=4f7k2m9q-candidate.0',
    baseline: 'lockstep-cohort=4f7k2m9q-baseline.0',
  })
  offers('zzzz0000', 1)
  expect(after(0)).toEqual({
    share: 0,
    candidate: 'lockstep-cohort=zzzz0000-candidate.0',
    baseline: 'lockstep-cohort=zzzz0000-baseline.0',
  })
})

test('the last candidates leave when it is over', () => {
  const { offers, ends, after } = setUp(30)
  offers('4f7k2m9q', 0.5)
  after(600)
  ends()
  expect(after(30)?.share).toBeCloseTo(0.5 * Math.exp(-1))
  expect(after(600)).toBeNull()
})
