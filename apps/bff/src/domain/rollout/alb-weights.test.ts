import { expect, it } from 'vitest'
import { albWeights, nearestAlbPercent, percentOfWeights } from './alb-weights.ts'

it.each([
  [0, { main: 100, candidate: 0 }],
  [10, { main: 90, candidate: 10 }],
  [50, { main: 50, candidate: 50 }],
  [100, { main: 0, candidate: 100 }],
  [0.1, { main: 999, candidate: 1 }],
  [12.5, { main: 875, candidate: 125 }],
  [99.9, { main: 1, candidate: 999 }],
])('gives %d %% exactly', (percent, weights) => {
  expect(albWeights(percent)).toEqual(weights)
})

const all = Array.from({ length: 10_001 }, (_, hundredths) => hundredths / 100)

it('reads back the same percentage for all but forty of those with two decimals', () => {
  const impossible = all.filter((percent) => albWeights(percent) === null)
  expect(impossible).toHaveLength(40)
  expect(impossible.filter((percent) => percent >= 0.1 && percent <= 99.9)).toHaveLength(22)
  const otherwise = all.filter((percent) => {
    const weights = albWeights(percent)
    return weights !== null && percentOfWeights(weights) !== percent
  })
  expect(otherwise).toEqual([])
})

it('gives weights that AWS takes: integers from 0 to 999', () => {
  const weights = all.flatMap((percent) => Object.values(albWeights(percent) ?? {}))
  expect(weights.filter((weight) => !Number.isInteger(weight) || weight < 0 || weight > 999)).toEqual([])
})

it.each([
  [0.04, 0],
  [0.06, 0.1],
  [50.01, 50],
  [99.96, 100],
  [33.33, 33.33],
])('names for %d %% the nearest that can be given, %d %%', (percent, nearest) => {
  expect(nearestAlbPercent(percent)).toBe(nearest)
})

it('does not take weights that are all zero for a share', () => {
  expect(percentOfWeights({ main: 0, candidate: 0 })).toBeNull()
})
