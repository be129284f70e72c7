import { expect, test } from 'vitest'
import { binomialTail } from './binomial-tail.ts'

test.each([
  [10, 0, 0.5, 1],
  [10, 10, 0.5, 0.0009765625],
  [10, 8, 0.5, 0.0546875],
  // By R: pbinom(9, 300, 0.01, lower.tail = FALSE)
  [300, 10, 0.01, 0.00103],
  [3, 1, 0.05, 0.142625],
])('of %i, %i or more at %f', (n, hits, rate, expected) => {
  expect(binomialTail(n, hits, rate)).toBeCloseTo(expected, 4)
})
