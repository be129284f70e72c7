import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { expect, it } from 'vitest'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { describePolicyChange, describeThresholdChange } from './describe-change.ts'

const before: RolloutPolicy = {
  stages: [
    {
      percent: 10,
      bakeSeconds: 900,
      gate: { stableSeconds: 0, criteria: [], comparison: 'none', manual: [], promotion: 'automatic' },
    },
  ],
  matrix: [...standardMatrix],
  windowSeconds: 300,
  inconclusiveGoesBackAfterSeconds: 1800,
}

it('says of thresholds what changed, came and went', () => {
  const critical = { metric: 'error-rate', level: 'critical', comparison: 'above', limit: 5 } as const
  const hosts = { metric: 'healthy-hosts', level: 'warning', comparison: 'below', limit: 2 } as const
  const latency = { metric: 'latency-p95', level: 'warning', comparison: 'above', limit: 1000 } as const
  expect(describeThresholdChange([critical, hosts], [{ ...critical, limit: 2 }, latency])).toBe(
    'error-rate critical 5 → 2 %; latency-p95 warning set to 1000 ms; healthy-hosts warning removed (was 2)',
  )
})

it('says nothing when only the order is another', () => {
  const one = { metric: 'requests', level: 'warning', comparison: 'below', limit: 1 } as const
  const two = { ...one, level: 'critical' } as const
  expect(describeThresholdChange([one, two], [two, one])).toBe('')
})

it('tells an unusual side of a limit from the usual one', () => {
  const one = { metric: 'requests', level: 'warning', comparison: 'below', limit: 1 } as const
  expect(describeThresholdChange([one], [{ ...one, comparison: 'above' }])).toBe(
    'requests warning above set to 1; requests warning removed (was 1)',
  )
})

it('says of a rollout policy which stage and row changed', () => {
  const [first, ...rest] = before.matrix
  const [stage] = before.stages
  if (first === undefined || stage === undefined) throw new Error('no policy')
  const after: RolloutPolicy = {
    ...before,
    stages: [{ ...stage, percent: 20, bakeSeconds: 604_800 }],
    matrix: [{ ...first, automatic: false }, ...rest],
    inconclusiveGoesBackAfterSeconds: null,
  }
  expect(describePolicyChange(before, after)).toBe(
    'stage 1 10 → 20 %; stage 1 bake 15 min → 7 d; ' +
      'matrix row 1 decision rollback-to-zero → rollback-to-zero, by a person; ' +
      'missing measurements go back after 30 min → hold',
  )
})

it('does not list every line of a policy that was made anew', () => {
  const [stage] = before.stages
  if (stage === undefined) throw new Error('no stage')
  const after = { ...before, stages: [stage, { ...stage, percent: 50 }, { ...stage, percent: 100 }] }
  expect(describePolicyChange(before, after)).toMatch(/; and 6 more$/)
})
