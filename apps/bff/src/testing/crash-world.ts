import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { buildPairedApp } from '@lockstep/aws-sim/scenarios/build-paired-app'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { PushedVersion } from '@lockstep/aws-sim/scenarios/paired/push-versions'
import { paces } from '@lockstep/aws-sim/world/pace'
import { configurationFile } from './configuration-file.ts'
import { createLockstepApi, type LockstepApi } from './lockstep-api.ts'
import { createLockstepProcess, type LockstepProcess } from './lockstep-process.ts'

export type CrashWorld = {
  readonly simulator: Simulator<PairedEnvironment>
  readonly built: PairedEnvironment
  readonly lockstep: LockstepProcess
  readonly api: LockstepApi
  readonly version: (name: string) => PushedVersion
  readonly close: () => Promise<void>
}

const steadyMilliseconds = 20_000

/** How long AWS takes until the first new tasks serve; until it calls the deployment complete; both virtual. */
export const served = 2_000
export const steady = steadyMilliseconds + 5_000

/**
 * AWS in this process, whose time stands still unless a test moves it (`follows` real time otherwise), and Lockstep
 * in a process of its own that knows of it only the endpoint.
 */
export async function startCrashWorld(time: 'stands' | 'follows', databaseUrl?: string): Promise<CrashWorld> {
  const manual = time === 'stands'
  const simulator = await startSimulator({
    seed: 11,
    pace: manual ? { ...paces.fast, steadyDelay: steadyMilliseconds } : paces.fast,
    clock: { manual },
    scenario: (world) =>
      buildPairedApp(world, {
        change: Object.fromEntries(
          ['previous', 'current', 'next'].map((name) => [name, { bulk: { files: 24, totalBytes: 480_000 } }]),
        ),
      }),
  })
  const built = simulator.scenario
  if (built === undefined) throw new Error('the simulator has no scenario')
  const lockstep = await createLockstepProcess({
    configuration: configurationFile(built),
    awsUrl: simulator.url,
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  })
  return {
    simulator,
    built,
    lockstep,
    api: createLockstepApi(lockstep.url, built.environmentId),
    version: (name) => built.version(name),
    async close() {
      await lockstep.remove()
      await simulator.close()
    },
  }
}
