import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { DecisionInputs } from '../../domain/decision/variant-window.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import type { RolloutConfig, RolloutDriverConfig } from '../../domain/rollout/rollout-config.ts'
import { measured, stage } from '../../domain/rollout/testing/rollout-fixture.ts'
import type { RigOptions } from './release-rig.ts'

/** Long enough to be looked at, whatever the machine. */
export const heldAt = (percent: number): RolloutStage => stage(percent, { bakeSeconds: 3600 })
export const passedAt = (percent: number): RolloutStage => stage(percent, { bakeSeconds: 0 })

/** A rollout of healthy versions by this driver, for `startReleaseRig`. */
export function rolloutBy(
  driver: RolloutDriverConfig,
  stages: readonly RolloutStage[],
  change: Partial<RolloutConfig> = {},
): NonNullable<RigOptions['rollout']> {
  return {
    config: {
      driver,
      policy: {
        stages: [...stages],
        matrix: [...standardMatrix],
        windowSeconds: 60,
        inconclusiveGoesBackAfterSeconds: null,
      },
      intervalSeconds: 0.2,
      preflightProbes: [],
      zeroProbes: [],
      openApi: null,
      ...change,
    },
    readVariants: () => Promise.resolve(onBaseline(measured('well', new Date()))),
  }
}

/** Nobody is measured on the candidate from now on: what is left of it may be taken away at once. */
function onBaseline({ all, candidate, ...inputs }: DecisionInputs): DecisionInputs {
  const period = (requests: number) => ({
    at: inputs.now.toISOString(),
    requests,
    errors: 0,
    p95: null,
  })
  return {
    ...inputs,
    all: all && { ...all, periods: [period(100)] },
    candidate: candidate && { ...candidate, periods: [period(0)] },
  }
}

/** The driver for what the simulated environment has; see `PairedEnvironmentSpec.rollout`. */
export function driverOf(
  { scenario: built, world }: Simulator<PairedEnvironment>,
  type: 'alb-weights' | 'paired',
): RolloutDriverConfig {
  const { candidate, rule, cohort } = built?.rollout ?? { candidate: null, rule: null, cohort: null }
  if (built === undefined || candidate === null || rule === null) throw new Error('no rollout can run here')
  const { state } = world.elb
  const nameOf = (arn: string): string => state.targetGroups.get(arn)?.name ?? ''
  const listener = [...state.listeners.values()].find((one) => one.loadBalancerArn === built.loadBalancerArn)
  const backend = {
    rule: {
      loadBalancer: state.loadBalancers.get(built.loadBalancerArn)?.name ?? '',
      port: listener?.description.Port ?? 0,
      priority: rule.priority,
    },
    candidate: {
      service: candidate.service,
      targetGroups: { main: nameOf(built.targetGroupArn), candidate: nameOf(candidate.targetGroupArn) },
    },
  }
  const keyValueStore = cohort?.keyValueStore ?? ''
  return type === 'paired'
    ? { type, ...backend, cohort: { keyValueStore, candidatePrefix: 'candidate/' } }
    : { type, ...backend }
}
