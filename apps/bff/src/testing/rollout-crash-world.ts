import { setTimeout as pause } from 'node:timers/promises'
import { startSimulator } from '@lockstep/aws-sim'
import { buildPairedApp } from '@lockstep/aws-sim/scenarios/build-paired-app'
import { paces } from '@lockstep/aws-sim/world/pace'
import { Rollout, type RolloutControlInput } from '@lockstep/shared-types/rollout'
import { configurationFile } from './configuration-file.ts'
import { createLockstepApi } from './lockstep-api.ts'
import { createLockstepProcess } from './lockstep-process.ts'

const patienceMilliseconds = 120_000
const lookMilliseconds = 30

/** AWS in this process with an environment that is rolled out by weights, and Lockstep in a process of its own. */
export async function startRolloutCrashWorld({ bake = '2s' }: { readonly bake?: string } = {}) {
  const simulator = await startSimulator({
    seed: 11,
    pace: paces.fast,
    scenario: (world) =>
      buildPairedApp(world, { rollout: 'alb-weights', requestsPerSecond: 20, trafficHours: 1 }),
  })
  const { scenario: built, world } = simulator
  if (built?.rollout?.candidate == null || built.rollout.rule === null) throw new Error('no rollout can run')
  const { candidate, rule } = built.rollout
  const { state } = world.elb
  const nameOf = (arn: string): string => state.targetGroups.get(arn)?.name ?? ''
  const listener = [...state.listeners.values()].find((one) => one.loadBalancerArn === built.loadBalancerArn)
  const lockstep = await createLockstepProcess({
    awsUrl: simulator.url,
    configuration: withRollout(configurationFile(built), {
      driver: {
        type: 'alb-weights',
        rule: {
          loadBalancer: state.loadBalancers.get(built.loadBalancerArn)?.name,
          port: listener?.description.Port,
          priority: rule.priority,
        },
        candidate: {
          service: candidate.service,
          targetGroups: {
            main: nameOf(built.targetGroupArn),
            candidate: nameOf(candidate.targetGroupArn),
          },
        },
      },
      interval: '1s',
      window: '1m',
      stages: [10, 50, 100].map((percent) => ({ percent, bake, comparison: 'none' })),
      afterZero: [{ name: 'Health', path: '/health' }],
    }),
  })
  const api = createLockstepApi(lockstep.url, built.environmentId)

  const readRollout = async (releaseId: string): Promise<Rollout | null> => {
    const response = await fetch(`${lockstep.url()}/api/v1/releases/${releaseId}/rollout`)
    return response.status === 200 ? Rollout.parse(await response.json()) : null
  }
  /** Asks again and again until it is as wanted. */
  const until = async <T>(
    what: string,
    read: () => Promise<T>,
    wanted: (value: T) => boolean,
  ): Promise<T> => {
    const end = Date.now() + patienceMilliseconds
    for (;;) {
      const value = await read()
      if (wanted(value)) return value
      if (Date.now() > end) throw new Error(`not ${what}: ${JSON.stringify(value, null, 1)}`)
      await pause(lookMilliseconds)
    }
  }
  return {
    simulator,
    built,
    lockstep,
    api,
    until,
    readRollout,
    ruleArn: rule.arn,
    candidateArn: candidate.targetGroupArn,
    /** The candidate's weight in AWS. */
    weight: (): number =>
      state.rules
        .get(rule.arn)
        ?.actions[0]?.ForwardConfig?.TargetGroups?.find(
          (group) => group.TargetGroupArn === candidate.targetGroupArn,
        )?.Weight ?? 0,
    /** A person's action on what is on the screen now; the answer's status. */
    async press(releaseId: string, action: PlainAction): Promise<number> {
      const revision = (await readRollout(releaseId))?.revision ?? 0
      const { status } = await api.control(releaseId, { action, reason: 'A test wants it.', revision })
      return status
    },
    /** A stage's gate wants a minute that was measured in the stage; a person need not wait for it. */
    async skip(releaseId: string, stageIndex: number): Promise<void> {
      await until(
        `beyond stage ${stageIndex}`,
        async () => {
          const rollout = await readRollout(releaseId)
          if (rollout === null || rollout.stageIndex !== stageIndex || rollout.phase !== 'baking')
            return rollout
          const { revision } = rollout
          await api.control(releaseId, { action: 'skip', reason: 'A test wants it.', revision })
          return await readRollout(releaseId)
        },
        (rollout) => rollout !== null && (rollout.stageIndex > stageIndex || rollout.end !== null),
      )
    },
    async restart(): Promise<void> {
      await lockstep.kill()
      await lockstep.start()
    },
    async close(): Promise<void> {
      await lockstep.remove()
      await simulator.close()
    },
  }
}

type PlainAction = Exclude<RolloutControlInput['action'], 'set-percent' | 'tick'>

export type RolloutCrashWorld = Awaited<ReturnType<typeof startRolloutCrashWorld>>

function withRollout(configuration: string, rollout: object): string {
  const file = JSON.parse(configuration) as { applications: { environments: object[] }[] }
  for (const application of file.applications)
    application.environments = application.environments.map((environment) => ({ ...environment, rollout }))
  return JSON.stringify(file, null, 2)
}
