import type { MatrixRow } from '@lockstep/shared-types/decision'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { expect, it } from 'vitest'
import { noMetrics } from '../metrics-config.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import type { RolloutDriverConfig } from '../rollout/rollout-config.ts'
import { checkRolloutPolicy } from './check-rollout-policy.ts'

const flag: RolloutDriverConfig = {
  type: 'appconfig-flag',
  application: 'quiz',
  environment: 'production',
  profile: 'flags',
  flag: 'new-api',
  splitBy: 'userId',
  strategy: 'AppConfig.AllAtOnce',
}
const canary: RolloutDriverConfig = {
  type: 'ecs-native',
  strategy: 'CANARY',
  stepPercent: 10,
  pauseTimeoutSeconds: 3600,
}
const stage = (percent: number, gate: Partial<RolloutStage['gate']> = {}): RolloutStage => ({
  percent,
  bakeSeconds: 60,
  gate: {
    stableSeconds: 0,
    criteria: [],
    comparison: 'none',
    manual: [],
    promotion: 'automatic',
    ...gate,
  },
})
const policy = (change: Partial<RolloutPolicy>): Omit<RolloutPolicy, 'windowSeconds'> => ({
  stages: [stage(10), stage(50), stage(100)],
  matrix: [...standardMatrix],
  inconclusiveGoesBackAfterSeconds: null,
  ...change,
})
const row = (severity: MatrixRow['severity'], limit: number, decision: MatrixRow['decision']): MatrixRow => ({
  severity,
  when: [{ kind: 'metric', metric: 'error-rate', comparison: 'above', limit }],
  decision,
  withinSeconds: null,
  automatic: true,
})
const check = (change: Partial<RolloutPolicy>, driver: RolloutDriverConfig = flag) =>
  checkRolloutPolicy(policy(change), driver, noMetrics)

it('takes the standard matrix with rising stages', () => {
  expect(check({})).toEqual([])
  expect(check({ stages: [stage(10), stage(100)] }, canary)).toEqual([])
})

it.each<[string, Partial<RolloutPolicy>, string, string]>([
  [
    'a stage that does not rise',
    { stages: [stage(50), stage(50), stage(100)] },
    'body.policy.stages.1.percent',
    'must be above the stage before, 50 %',
  ],
  [
    'a last stage below 100 %',
    { stages: [stage(10), stage(99)] },
    'body.policy.stages.1.percent',
    'the last stage must be 100 %',
  ],
  [
    'three decimals',
    { stages: [stage(0.125), stage(100)] },
    'body.policy.stages.0.percent',
    'at most two decimals',
  ],
  [
    'a criterion in the wrong unit',
    { stages: [stage(100, { criteria: [{ metric: 'error-rate', must: 'below', limit: 500 }] })] },
    'body.policy.stages.0.gate.criteria.0.limit',
    'a percentage, at most 100',
  ],
  [
    'one metric twice on the same side',
    {
      stages: [
        stage(100, {
          criteria: [
            { metric: 'error-rate', must: 'below', limit: 1 },
            { metric: 'error-rate', must: 'below', limit: 2 },
          ],
        }),
      ],
    },
    'body.policy.stages.0.gate.criteria.1.metric',
    'error-rate must be below a limit already',
  ],
  [
    'one id twice',
    {
      stages: [
        stage(100, {
          manual: [
            { id: 'a', label: 'No complaint' },
            { id: 'a', label: 'Support agrees' },
          ],
        }),
      ],
    },
    'body.policy.stages.0.gate.manual.1.id',
    'the id a is there already',
  ],
  [
    'a softer row before a harder one',
    { matrix: [row('low', 5, 'monitor'), row('high', 1, 'monitor')] },
    'body.policy.matrix.1.severity',
    'high must stand before low',
  ],
  [
    'a softer row that decides harder',
    { matrix: [row('critical', 5, 'pause'), row('high', 1, 'rollback-to-zero')] },
    'body.policy.matrix.1.decision',
    'rollback-to-zero is harder than pause of the row before, which goes first',
  ],
  [
    'a harder row that applies to milder numbers',
    { matrix: [row('critical', 0.5, 'rollback-to-zero'), row('high', 1, 'pause')] },
    'body.policy.matrix.0.when.0.limit',
    'error-rate above 0.5 would decide before above 1 of high',
  ],
  [
    'a negative limit',
    { matrix: [row('critical', -5, 'rollback-to-zero')] },
    'body.policy.matrix.0.when.0.limit',
    'a number from 0',
  ],
])('refuses %s and names the field', (_name, change, path, message) => {
  expect(check(change)).toEqual([{ path, message }])
})

it('refuses a percentage that the driver cannot set', () => {
  expect(check({ stages: [stage(20), stage(100)] }, canary)).toEqual([
    { path: 'body.policy.stages.0.percent', message: 'ecs-native cannot set 20 %, only 10, 100 %' },
  ])
})

it('refuses times that no date can say, and a share that no driver can give', () => {
  const endless = { ...stage(1e-9, { stableSeconds: 1e12 }), bakeSeconds: 1e15 }
  const errors = check({
    stages: [endless, stage(100)],
    matrix: [{ ...row('high', 1, 'pause'), withinSeconds: 1e15 }],
    inconclusiveGoesBackAfterSeconds: Number.MAX_SAFE_INTEGER,
  })
  expect(errors).toEqual([
    { path: 'body.policy.stages.0.percent', message: 'at least 0.01 %' },
    { path: 'body.policy.stages.0.bakeSeconds', message: 'at most 90 days' },
    { path: 'body.policy.stages.0.gate.stableSeconds', message: 'at most 90 days' },
    { path: 'body.policy.matrix.0.withinSeconds', message: 'at most 30 days' },
    { path: 'body.policy.inconclusiveGoesBackAfterSeconds', message: 'at most 30 days' },
  ])
})
