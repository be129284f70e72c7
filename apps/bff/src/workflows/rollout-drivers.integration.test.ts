import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { buildNativeApp } from '@lockstep/aws-sim/scenarios/build-native-app'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { paces } from '@lockstep/aws-sim/world/pace'
import { expect, test } from 'vitest'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import type { RolloutDriverConfig } from '../domain/rollout/rollout-config.ts'
import { measured, stage } from '../domain/rollout/testing/rollout-fixture.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { startReleaseRig, startReleaseSimulator } from './testing/release-rig.ts'

/** A deploy of `next` in stages with this driver, to its end: what became of it. */
async function deployInStages(
  simulator: Simulator<PairedEnvironment>,
  driver: RolloutDriverConfig,
  percentages: readonly number[],
) {
  const store = await openPreparedStore()
  const policy = {
    stages: percentages.map((percent) => stage(percent, { bakeSeconds: 1 })),
    matrix: [...standardMatrix],
    windowSeconds: 60,
    inconclusiveGoesBackAfterSeconds: 3600,
  }
  const asked = { intervalSeconds: 0.4, preflightProbes: [], zeroProbes: [], openApi: null }
  const rig = await startReleaseRig({
    store,
    simulator,
    rollout: {
      config: { driver, policy, ...asked },
      readVariants: () => Promise.resolve(measured('well', new Date())),
    },
  })
  try {
    const { id } = await rig.release({
      kind: 'deploy',
      scope: 'both',
      digest: simulator.scenario?.version('next').digest ?? '',
      strategy: 'stages',
      invalidationMode: 'frontend-only',
    })
    const release = await rig.untilEnded(id)
    const rollout = await rig.rollouts.getRollout(id)
    const unfinished = release.steps.filter(({ state }) => state !== 'succeeded').map((step) => step.id)
    if (!rollout.ok) return { unfinished, problem: rollout.problem }
    const { phase, foreign, end } = rollout.value
    return { unfinished, phase, foreign, how: end?.how }
  } finally {
    await rig.stop()
    await store.close()
    await simulator.close()
  }
}

const whole = { unfinished: [], phase: 'ended', foreign: null, how: 'full' }

const cohortOf = ({ rollout }: PairedEnvironment) => ({
  keyValueStore: rollout?.cohort?.keyValueStore ?? '',
  candidatePrefix: 'candidate/',
})

test('a release in stages goes through with the steps of ECS', { timeout: 120_000 }, async () => {
  const simulator = await startSimulator({
    seed: 11,
    pace: paces.fast,
    scenario: (world) => buildNativeApp(world),
  })
  const driver = {
    type: 'ecs-native',
    strategy: 'CANARY',
    stepPercent: 10,
    pauseTimeoutSeconds: 3600,
  } as const
  expect(await deployInStages(simulator, driver, [10, 100])).toEqual(whole)
})

test('a release in stages goes through with page and backend together', { timeout: 120_000 }, async () => {
  const simulator = await startReleaseSimulator({ rollout: 'paired' })
  const built = simulator.scenario
  if (built?.rollout?.candidate == null || built.rollout.rule === null)
    throw new Error('no rollout can run here')
  const { state } = simulator.world.elb
  const { candidate, rule } = built.rollout
  const nameOf = (arn: string): string => state.targetGroups.get(arn)?.name ?? ''
  const loadBalancer = state.loadBalancers.get(built.loadBalancerArn)?.name ?? ''
  const result = await deployInStages(
    simulator,
    {
      type: 'paired',
      cohort: cohortOf(built),
      rule: { loadBalancer, port: 80, priority: rule.priority },
      candidate: {
        service: candidate.service,
        targetGroups: { main: nameOf(built.targetGroupArn), candidate: nameOf(candidate.targetGroupArn) },
      },
    },
    [10, 50, 100],
  )
  expect(result).toEqual(whole)
  const store = simulator.world.cloudfront.stores.get(built.rollout.cohort?.keyValueStoreArn ?? '')
  expect(store?.entries.size).toBe(0)
})

test('a release in stages goes through with the cohort of the frontend', { timeout: 120_000 }, async () => {
  const simulator = await startReleaseSimulator({ rollout: 'cloudfront-cohort' })
  const built = simulator.scenario
  if (built === undefined) throw new Error('the simulator has no scenario')
  const driver = { type: 'cloudfront-cohort', cohort: cohortOf(built) } as const
  expect(await deployInStages(simulator, driver, [10, 100])).toEqual(whole)
})
