import { decisionIds } from '@lockstep/shared-types/decision'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { decide } from './decide.ts'
import { healthyInputs, windowWith } from './testing/variant-fixture.ts'
import { isLong } from '../../testing/long.ts'

// The same cases in every run of `npm test`, so that red means a change; `npm run test:long` tries others each time.
fc.configureGlobal(isLong ? { numRuns: 20_000 } : { seed: 5 })

const policy = { matrix: [...standardMatrix] }
const hardness = (requests: number, errors: number, p95: number | null) => {
  const values = {
    'error-rate': (errors / requests) * 100,
    ...(p95 === null ? {} : { 'latency-p95': p95 }),
  }
  const candidate = windowWith('candidate', values, requests)
  return decisionIds.indexOf(decide(policy, { ...healthyInputs(), candidate }, null).decision)
}
const request = fc.integer({ min: 1, max: 20_000 })

test('more errors never make the decision milder', () => {
  fc.assert(
    fc.property(request, fc.nat(), fc.nat(), fc.option(fc.integer({ min: 1, max: 4000 })), (n, a, b, p95) => {
      const [fewer, more] = [Math.min(a % (n + 1), b % (n + 1)), Math.max(a % (n + 1), b % (n + 1))]
      expect(hardness(n, more, p95)).toBeGreaterThanOrEqual(hardness(n, fewer, p95))
    }),
    { numRuns: 500 },
  )
})

test('a higher p95 never makes the decision milder', () => {
  fc.assert(
    fc.property(
      request,
      fc.nat(),
      fc.integer({ min: 1, max: 4000 }),
      fc.nat({ max: 4000 }),
      (n, e, p95, more) => {
        expect(hardness(n, e % (n + 1), p95 + more)).toBeGreaterThanOrEqual(hardness(n, e % (n + 1), p95))
      },
    ),
  )
})

test('what is missing is never good news: taking a value away never lets a rollout widen', () => {
  fc.assert(
    fc.property(request, fc.nat(), (n, e) => {
      const candidate = windowWith('candidate', { 'error-rate': ((e % (n + 1)) / n) * 100 }, n)
      expect(decide(policy, { ...healthyInputs(), candidate }, null).verdict).not.toBe('pass')
    }),
  )
})
