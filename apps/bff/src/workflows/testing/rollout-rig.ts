import { setImmediate as breathe } from 'node:timers/promises'
import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { RolloutStage } from '@lockstep/shared-types/gate'
import type { Release } from '@lockstep/shared-types/release'
import type { Rollout, RolloutControlInput } from '@lockstep/shared-types/rollout'
import type { Actor } from '@lockstep/shared-types/actor'
import type { Store } from '../../adapters/store/store.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import type { RolloutConfig } from '../../domain/rollout/rollout-config.ts'
import { measured, stage, type Health } from '../../domain/rollout/testing/rollout-fixture.ts'
import type { Result } from '../../domain/result.ts'
import { ana, startReleaseRig, type ReleaseRig, type RigOptions } from './release-rig.ts'

export type RolloutRig = ReleaseRig & {
  /** What the candidate is measured to be from now on. */
  readonly measure: (health: Health) => void
  /** A deploy in stages of the version of that name. */
  readonly deploy: (version: string) => Promise<Release>
  readonly rollout: (releaseId: string) => Promise<Rollout>
  /** Waits until the rollout is as wanted. */
  readonly untilRollout: (releaseId: string, wanted: (rollout: Rollout) => boolean) => Promise<Rollout>
  readonly press: (
    releaseId: string,
    input: ControlWithout,
    by?: { readonly actor?: Actor; readonly seen?: number },
  ) => Promise<Result<Rollout>>
  /** The candidate's weight in AWS, in percent. */
  readonly weight: () => number
  /** Somebody sets the weights in the console. */
  readonly setWeightByHand: (percent: number) => void
}

type ControlWithout = RolloutControlInput extends infer Input
  ? Input extends unknown
    ? Omit<Input, 'revision' | 'reason'> & { readonly reason?: string | null }
    : never
  : never

const patienceMilliseconds = 90_000

export const quickStages = [10, 50, 100].map((percent) => stage(percent, { bakeSeconds: 1 }))

/** How the paired app of the simulator is rolled out by the weights of its load balancer. */
export function albRollout(
  simulator: Simulator<PairedEnvironment>,
  stages: readonly RolloutStage[] = quickStages,
): RolloutConfig {
  const { scenario: built, world } = simulator
  if (built?.rollout?.candidate == null || built.rollout.rule === null)
    throw new Error('no rollout can run here')
  const { state } = world.elb
  const { candidate, rule } = built.rollout
  const nameOf = (arn: string): string => state.targetGroups.get(arn)?.name ?? ''
  const listener = [...state.listeners.values()].find((one) => one.loadBalancerArn === built.loadBalancerArn)
  return {
    driver: {
      type: 'alb-weights',
      rule: {
        loadBalancer: state.loadBalancers.get(built.loadBalancerArn)?.name ?? '',
        port: listener?.description.Port ?? 0,
        priority: rule.priority,
      },
      candidate: {
        service: candidate.service,
        targetGroups: { main: nameOf(built.targetGroupArn), candidate: nameOf(candidate.targetGroupArn) },
      },
    },
    policy: {
      stages: [...stages],
      matrix: [...standardMatrix],
      windowSeconds: 60,
      inconclusiveGoesBackAfterSeconds: 3600,
    },
    intervalSeconds: 0.4,
    preflightProbes: [],
    zeroProbes: [{ name: 'Health', path: '/health', status: 200, bodyHolds: null }],
    openApi: null,
  }
}

/** Releases in stages against a simulator: everything real but the clock of AWS and what is measured. */
export async function startRolloutRig(
  options: Omit<RigOptions, 'rollout' | 'simulator'> & {
    readonly store: Store
    readonly simulator: Simulator<PairedEnvironment>
    readonly stages?: readonly RolloutStage[]
  },
): Promise<RolloutRig> {
  const { simulator } = options
  let health: Health = 'well'
  const rig = await startReleaseRig({
    ...options,
    rollout: {
      config: albRollout(simulator, options.stages),
      readVariants: () => Promise.resolve(measured(health, new Date())),
    },
  })
  const built = simulator.scenario
  if (built?.rollout?.rule == null) throw new Error('no rollout can run here')
  const rule = simulator.world.elb.state.rules.get(built.rollout.rule.arn)
  const groups = () => rule?.actions[0]?.ForwardConfig?.TargetGroups ?? []
  const weightOf = (arn: string | undefined): number =>
    groups().find((group) => group.TargetGroupArn === arn)?.Weight ?? 0
  const candidateArn = built.rollout.candidate?.targetGroupArn

  const rollout = async (releaseId: string): Promise<Rollout> => {
    const found = await rig.rollouts.getRollout(releaseId)
    if (!found.ok) throw new Error(found.problem.title)
    return found.value
  }
  return {
    ...rig,
    measure: (next) => {
      health = next
    },
    deploy: (version) =>
      rig.release({
        kind: 'deploy',
        scope: 'both',
        digest: built.version(version).digest,
        strategy: 'stages',
        invalidationMode: 'frontend-only',
      }),
    rollout,
    async untilRollout(releaseId, wanted) {
      const end = Date.now() + patienceMilliseconds
      for (;;) {
        const found = await rig.rollouts.getRollout(releaseId)
        if (found.ok && wanted(found.value)) return found.value
        const { endedAt, outcome } = await rig.current(releaseId)
        if (endedAt !== null || Date.now() > end)
          throw new Error(`The rollout is not as wanted. ${outcome} ${JSON.stringify(found)}`)
        await breathe()
      }
    },
    async press(releaseId, input, by = {}) {
      const seen = by.seen ?? (await rollout(releaseId)).revision
      return await rig.rollouts.controlRollout({
        releaseId,
        actor: by.actor ?? ana,
        input: { reason: null, ...input, revision: seen },
      })
    },
    weight: () => {
      const candidate = weightOf(candidateArn)
      const main = weightOf(built.targetGroupArn)
      return candidate + main === 0 ? 0 : (candidate / (candidate + main)) * 100
    },
    setWeightByHand: (percent) => {
      for (const group of groups())
        group.Weight = group.TargetGroupArn === candidateArn ? percent : 100 - percent
    },
  }
}
