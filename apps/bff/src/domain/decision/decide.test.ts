import type { Comparison } from '@lockstep/shared-types/decision'
import { describe, expect, test } from 'vitest'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { decide } from './decide.ts'
import { healthyInputs, windowOf, windowWith } from './testing/variant-fixture.ts'
import type { DecisionInputs, VariantWindow } from './variant-window.ts'

const policy = { matrix: [...standardMatrix] }
const minutes = (count: number) => count * 60

const worse: Comparison = {
  verdict: 'fail',
  sentence: 'The candidate is worse: 90 of 9,000 requests (1 %) fail.',
  errors: null,
  latency: null,
  since: '2026-11-20T09:00:00.000Z',
}

describe('the matrix of the reference document, to the letter', () => {
  test.each([
    ['5xx at 5.01 %', { 'error-rate': 5.01 }, 'rollback-to-zero', 'critical', minutes(5)],
    ['5xx at 60 %', { 'error-rate': 60 }, 'rollback-to-zero', 'critical', minutes(5)],
    ['5xx at 5 %, which is not above 5', { 'error-rate': 5 }, 'previous-stage', 'high', minutes(15)],
    ['5xx at 1.4 %', { 'error-rate': 1.4 }, 'previous-stage', 'high', minutes(15)],
    ['p95 at 2001 ms', { 'latency-p95': 2001 }, 'previous-stage', 'high', minutes(15)],
    ['p95 at 2000 ms', { 'latency-p95': 2000 }, 'continue', null, null],
    ['errors at 1 %, which is not above 1', { 'error-rate': 1 }, 'pause', 'medium', minutes(60)],
    ['errors at 0.7 %', { 'error-rate': 0.7 }, 'pause', 'medium', minutes(60)],
    ['errors at 0.5 %', { 'error-rate': 0.5 }, 'monitor', 'low', null],
    ['errors at 0.2 %', { 'error-rate': 0.2 }, 'monitor', 'low', null],
    ['errors at 0.1 %', { 'error-rate': 0.1 }, 'continue', null, null],
    ['none at all', { 'error-rate': 0 }, 'continue', null, null],
  ] as const)('%s', (_, values, decision, severity, withinSeconds) => {
    expect(decide(policy, healthyInputs(values), null)).toMatchObject({
      decision,
      severity,
      withinSeconds,
      automatic: true,
    })
  })

  test('a backend that does not answer goes back to zero, whatever the numbers say', () => {
    const inputs: DecisionInputs = { ...healthyInputs(), availability: 'down', all: null, candidate: null }
    expect(decide(policy, inputs, null)).toMatchObject({
      decision: 'rollback-to-zero',
      severity: 'critical',
      sentence: 'The backend does not answer (critical): back to zero.',
    })
  })
})

test('the harder row wins where two apply', () => {
  const outcome = decide(policy, healthyInputs({ 'error-rate': 7, 'latency-p95': 3000 }), null)
  expect(outcome.decision).toBe('rollback-to-zero')
})

test('the words name the value, the limit and what follows', () => {
  expect(decide(policy, healthyInputs({ 'error-rate': 1.4 }), null).sentence).toBe(
    'Error rate is 1.4 %, above 1 % (high): back to the stage before.',
  )
})

test('a candidate that is worse than the baseline goes a stage back, with the words of the comparison', () => {
  const outcome = decide(policy, healthyInputs(), worse)
  expect(outcome).toMatchObject({ decision: 'previous-stage', verdict: 'fail' })
  expect(outcome.sentence).toContain('90 of 9,000 requests')
})

test('too little to compare is no reason to stop', () => {
  expect(decide(policy, healthyInputs(), { ...worse, verdict: 'inconclusive' }).decision).toBe('continue')
})

describe('missing measurements', () => {
  const { now } = healthyInputs()
  const later = new Date(now.getTime() + 30 * 60_000)
  test.each([
    ['nothing could be read', { candidate: null, all: null, unreadable: 'CloudWatch refuses.' }],
    ['the candidate has no requests', { candidate: windowWith('candidate', {}, 0) }],
    ['one metric is missing', { candidate: windowWith('candidate', { 'error-rate': 0 }) }],
    ['the newest value is stale', { now: later }],
    ['nobody knows whether the backend answers', { availability: 'unknown' as const }],
  ])('hold the rollout: %s', (_, change) => {
    const outcome = decide(policy, { ...healthyInputs(), ...change }, null)
    expect(outcome).toMatchObject({ decision: 'pause', verdict: 'inconclusive', severity: null })
    expect(outcome.sentence).toMatch(/^Inconclusive: /)
  })

  test('do not hide what is known to be bad', () => {
    const candidate = windowWith('candidate', { 'error-rate': 9 })
    expect(decide(policy, { ...healthyInputs(), candidate }, null).decision).toBe('rollback-to-zero')
  })

  test('weigh more than a mild finding', () => {
    const candidate = windowWith('candidate', { 'error-rate': 0.2 })
    expect(decide(policy, { ...healthyInputs(), candidate }, null).verdict).toBe('inconclusive')
  })
})

test('one failure of three requests is chance, not a broken version, and is shown as such', () => {
  const candidate = windowWith('candidate', { 'error-rate': 33.3, 'latency-p95': 180 }, 3)
  const outcome = decide(policy, { ...healthyInputs(), candidate }, null)
  expect(outcome).toMatchObject({ decision: 'continue', isThin: true })
  expect(outcome.sentence).toContain('Only 3 requests are too few to judge error rate, 33.3 %: it takes 20;')
  expect(outcome.measurements.find(({ variant }) => variant === 'candidate')).toMatchObject({
    verdict: 'inconclusive',
    requests: 3,
  })
})

test.each([
  ['p95 of 19 requests', { 'latency-p95': 9000 }, 19, 'continue'],
  ['p95 of 20 requests', { 'latency-p95': 9000 }, 20, 'previous-stage'],
  ['p95 of requests that are not counted', { 'latency-p95': 9000 }, null, 'previous-stage'],
  ['one failure of one request', { 'error-rate': 100 }, 1, 'continue'],
  ['three failures of three', { 'error-rate': 100 }, 3, 'rollback-to-zero'],
] as const)('of few requests: %s', (_, values, requests, decision) => {
  const well = { 'error-rate': 0, 'latency-p95': 180 }
  const candidate = windowWith('candidate', { ...well, ...values }, requests)
  expect(decide(policy, { ...healthyInputs(), candidate }, null).decision).toBe(decision)
})

test('a bad baseline beside a good candidate is no reason to go back to it', () => {
  const baseline = windowWith('baseline', { 'error-rate': 20, 'latency-p95': 5000 })
  expect(decide(policy, { ...healthyInputs(), baseline }, null).decision).toBe('continue')
})

test('where variants cannot be told apart, the environment as a whole decides', () => {
  const inputs = { ...healthyInputs({ 'error-rate': 8 }), baseline: null, candidate: null }
  expect(decide(policy, inputs, null)).toMatchObject({ decision: 'rollback-to-zero' })
})

test('a decision names every metric it rests on once, with the baseline beside it', () => {
  const { measurements } = decide(policy, healthyInputs({ 'error-rate': 1.4 }), null)
  expect(
    measurements.map(({ metric, variant, limit, verdict }) => [metric, variant, limit, verdict]),
  ).toEqual([
    ['error-rate', 'candidate', 1, 'fail'],
    ['error-rate', 'baseline', null, 'pass'],
    ['latency-p95', 'candidate', 2000, 'pass'],
    ['latency-p95', 'baseline', null, 'pass'],
  ])
})

test('an empty matrix decides to go on', () => {
  expect(decide({ matrix: [] }, healthyInputs({ 'error-rate': 90 }), null).decision).toBe('continue')
})

test('what breaks in the last minute of a long window does not drown in what was well before', () => {
  const periods = Array.from({ length: 60 }, (_, index) => ({
    requests: 600,
    errors: index === 59 ? 360 : 0,
    p95: 180,
  }))
  const candidate = windowOf('candidate', periods, -60)
  const well = { ...candidate, values: { ...candidate.values, 'latency-p95': 180 } }
  expect(decide(policy, { ...healthyInputs(), candidate: well }, null)).toMatchObject({
    decision: 'rollback-to-zero',
    sentence: 'Error rate is 60 % in the last 1 min, above 5 % (critical): back to zero.',
  })
})

test('errors of the load balancer itself, which no variant has, count for all', () => {
  const periods = (errors: number, requests: number) =>
    Array.from({ length: 5 }, () => ({ requests, errors, p95: 180 }))
  const inputs = (lost: number): DecisionInputs => {
    const withLatency = (window: VariantWindow): VariantWindow => ({
      ...window,
      values: { ...window.values, 'latency-p95': 180 },
    })
    return {
      ...healthyInputs(),
      all: withLatency(windowOf('all', periods(lost + 1, 1000), -5)),
      baseline: withLatency(windowOf('baseline', periods(1, 900), -5)),
      candidate: withLatency(windowOf('candidate', periods(0, 100), -5)),
    }
  }
  expect(decide(policy, inputs(60), null)).toMatchObject({
    decision: 'rollback-to-zero',
    sentence: 'Error rate is 6 % by answers of the load balancer itself, above 5 % (critical): back to zero.',
  })
  expect(decide(policy, inputs(0), null).decision).toBe('continue')
})
