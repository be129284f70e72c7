import type { RolloutStage } from '@lockstep/shared-types/gate'
import { expect, test } from 'vitest'
import { environment as fixture, observe } from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import { configuredRolloutPolicy } from '../../domain/policy/in-force.ts'
import { ok } from '../../domain/result.ts'
import { planRelease, type PlanReleaseDeps } from './plan-release.ts'
import { noRolloutReads } from './testing/no-rollout-reads.ts'

const stage = (percent: number, bakeSeconds: number): RolloutStage => ({
  percent,
  bakeSeconds,
  gate: { stableSeconds: 0, criteria: [], comparison: 'none', manual: [], promotion: 'automatic' },
})
const environment: Environment = {
  ...fixture,
  rollout: {
    driver: {
      type: 'appconfig-flag',
      application: 'shop',
      environment: 'production',
      profile: 'flags',
      flag: 'new-path',
      splitBy: 'userId',
      strategy: 'AppConfig.AllAtOnce',
    },
    policy: {
      stages: [stage(50, 600), stage(100, 600)],
      matrix: [],
      windowSeconds: 300,
      inconclusiveGoesBackAfterSeconds: null,
    },
    intervalSeconds: 15,
    preflightProbes: [],
    zeroProbes: [],
    openApi: null,
  },
}
const inForce = configuredRolloutPolicy(environment)

async function plan(rolloutPolicyInForce: PlanReleaseDeps['rolloutPolicyInForce']) {
  const planned = await planRelease(
    {
      findEnvironment: () => environment,
      observe: async () => observe(),
      artifacts: {} as never,
      inspectArtifact: undefined as never,
      readSidecars: undefined as never,
      planFrontendFiles: undefined as never,
      checkBucket: async () => ok(undefined),
      invalidationPaths: () => [],
      taskDefinitions: {} as never,
      releases: {
        savePlan: async () => undefined,
        activeReleaseId: async () => null,
        stepHistory: async () => ({}),
        goodReleases: async () => [],
        versionHolds: async () => new Map(),
        get: async () => null,
        getPlan: async () => null,
      },
      rolloutReads: noRolloutReads,
      rolloutPolicyInForce,
      newId: () => 'plan-1',
      clock: { now: () => new Date('2026-11-20T13:00:00.000Z') },
    },
    { ref: environment, request: { kind: 'rollout' }, actor: { id: 'ana', name: 'Ana', kind: 'person' } },
  )
  if (!planned.ok) throw new Error(planned.problem.title)
  return planned.value
}

test('a plan shows the stages in force, not those of the configuration file, and counts their time', async () => {
  if (inForce === null) throw new Error('no rollout')
  const stages = [stage(5, 3600), stage(25, 3600), stage(100, 3600)]
  const changed = { ...inForce, version: 3, policy: { ...inForce.policy, stages } }
  const [before, after] = [await plan(async () => inForce), await plan(async () => changed)]
  expect(before.rollout?.stages.map(({ percent }) => percent)).toEqual([50, 100])
  expect(after.rollout?.stages.map(({ percent }) => percent)).toEqual([5, 25, 100])
  expect(after.expectedSeconds - before.expectedSeconds).toBe(3 * 3600 - 2 * 600)
})
