import { gatePasses } from '@lockstep/shared-types/raise-rule'
import type { Comparison } from '@lockstep/shared-types/decision'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import { describe, expect, test } from 'vitest'
import { judgeGate, type GateInputs } from './gate.ts'
import { begin, healthyInputs, windowWith } from './testing/variant-fixture.ts'

const day = 86_400
const hoursAgo = (hours: number) => new Date(begin - hours * 3_600_000).toISOString()
const since = hoursAgo(30)

/** The first stage of the reference document: a week, 24 h stable, below 0.1 % and 500 ms, and nobody complains. */
const stage: RolloutStage = {
  percent: 10,
  bakeSeconds: 7 * day,
  gate: {
    stableSeconds: day,
    criteria: [
      { metric: 'error-rate', must: 'below', limit: 0.1 },
      { metric: 'latency-p95', must: 'below', limit: 500 },
    ],
    comparison: 'not-worse',
    manual: [{ id: 'no-complaint', label: 'No complaint from users.' }],
    promotion: 'automatic',
  },
}
const equal: Comparison = {
  verdict: 'pass',
  sentence: 'No sign that the candidate is worse.',
  errors: {
    baseline: { requests: 90_000, errors: 30 },
    candidate: { requests: 10_000, errors: 2 },
    evidence: 0.1,
    requestsNeeded: 8000,
  },
  latency: { baseline: 210, candidate: 190, periods: 1440, evidence: 0.2 },
  since,
}
const ana = { id: 'ana', name: 'Ana', kind: 'person' } as const
const ripe: GateInputs = {
  bakedSeconds: 7 * day,
  percent: 10,
  timeRuns: true,
  stableSince: since,
  inputs: healthyInputs(),
  comparison: equal,
  ticks: { 'no-complaint': { by: ana, at: since } },
}
const stateOf = (change: Partial<GateInputs>, id?: string) => {
  const { state, checks } = judgeGate(stage, { ...ripe, ...change })
  return id === undefined ? state : checks.find((check) => check.id === id)?.state
}

test('a stage is left when everything holds', () => {
  expect(stateOf({})).toBe('pass')
})

test('the bake time says when it will be over, and stands still while the rollout is held', () => {
  const { checks } = judgeGate(stage, { ...ripe, bakedSeconds: 6 * day })
  expect(checks[0]).toMatchObject({
    id: 'bake',
    state: 'waiting',
    passesAt: new Date(begin + day * 1000).toISOString(),
  })
  const held = judgeGate(stage, { ...ripe, bakedSeconds: 6 * day, timeRuns: false })
  expect(held.checks[0]).toMatchObject({ state: 'waiting', passesAt: null })
})

describe('each condition alone keeps the stage', () => {
  test.each([
    ['bake', { bakedSeconds: 7 * day - 1 }, 'waiting'],
    ['stable', { stableSince: hoursAgo(23) }, 'waiting'],
    ['stable', { stableSince: null }, 'fail'],
    ['criterion:error-rate', { inputs: healthyInputs({ 'error-rate': 0.1 }) }, 'fail'],
    ['criterion:latency-p95', { inputs: healthyInputs({ 'latency-p95': 510 }) }, 'fail'],
    ['comparison', { comparison: null }, 'inconclusive'],
    ['comparison', { comparison: { ...equal, verdict: 'inconclusive' as const } }, 'inconclusive'],
    ['comparison', { comparison: { ...equal, verdict: 'fail' as const } }, 'fail'],
    ['manual:no-complaint', { ticks: {} }, 'waiting'],
  ] as const)('%s', (id, change, state) => {
    expect(stateOf(change, id)).toBe(state)
    expect(stateOf(change)).toBe(state)
  })
})

test('no failure in few requests does not prove a low error rate', () => {
  const inputs = {
    ...healthyInputs(),
    candidate: windowWith('candidate', { 'error-rate': 0, 'latency-p95': 100 }, 900),
  }
  const check = judgeGate(stage, { ...ripe, inputs }).checks.find(({ id }) => id === 'criterion:error-rate')
  expect(check).toMatchObject({ state: 'inconclusive' })
  expect(check?.sentence).toContain('it takes 3000')
})

test('a missing value is inconclusive, never a pass', () => {
  const inputs = { ...healthyInputs(), candidate: windowWith('candidate', { 'error-rate': 0 }) }
  expect(stateOf({ inputs }, 'criterion:latency-p95')).toBe('inconclusive')
})

describe('better than the baseline', () => {
  const last: RolloutStage = { ...stage, gate: { ...stage.gate, comparison: 'better' } }
  const state = (comparison: Comparison) =>
    judgeGate(last, { ...ripe, comparison }).checks.find(({ id }) => id === 'comparison')?.state
  test('every value must be', () => {
    expect(state(equal)).toBe('pass')
    expect(
      state({ ...equal, latency: { baseline: 210, candidate: 211, periods: 1440, evidence: 0.2 } }),
    ).toBe('fail')
  })
  test('needs enough to be seen, like any comparison', () => {
    expect(state({ ...equal, verdict: 'inconclusive' })).toBe('inconclusive')
  })
})

test('a manual promotion waits for its button alone', () => {
  const manual: RolloutStage = { ...stage, gate: { ...stage.gate, promotion: 'manual' } }
  const ready = judgeGate(manual, ripe)
  expect([ready.state, gatePasses({ gate: ready })]).toEqual(['waiting', true])
  expect(gatePasses({ gate: judgeGate(manual, { ...ripe, ticks: {} }) })).toBe(false)
})
