import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { PlanRequest } from '@lockstep/shared-types/plan'
import { releaseStepIds } from '@lockstep/shared-types/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configured } from '../adapters/aws/testing/paired-environment.ts'
import { runThroughCrashes } from './testing/crash-run.ts'
import { preparedDatabase } from './testing/prepared-store.ts'
import { startReleaseSimulator } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let dataFolder: string

beforeEach(async () => {
  simulator = await startReleaseSimulator()
  dataFolder = await mkdtemp(join(tmpdir(), 'lockstep-crash-'))
})
afterEach(async () => {
  await simulator.close()
  await rm(dataFolder, { recursive: true, force: true })
})

const digest = (name: string) => simulator.scenario?.version(name).digest ?? ''
const requests = (operation: string) =>
  simulator.requests.list().filter((request) => request.operation === operation)

/** As soon as a step has begun, and a while into it. */
const moments = [0, 25]
const kills = releaseStepIds.flatMap((step) =>
  moments.map((afterMilliseconds) => ({ step, afterMilliseconds })),
)

test.each<[string, string, () => PlanRequest]>([
  [
    'a deploy',
    'next',
    () => ({ kind: 'deploy', scope: 'both', digest: digest('next'), invalidationMode: 'frontend-only' }),
  ],
  [
    'a rollback',
    'previous',
    () => ({ kind: 'rollback', scope: 'both', digest: digest('previous'), emergency: false }),
  ],
])(
  '%s that is killed at every step goes on to its end, and has no effect twice',
  async (_what, name, request) => {
    const environment = configured(simulator)
    const { ended, killed } = await runThroughCrashes(
      { url: simulator.url, environment, dataFolder, seedFile: await preparedDatabase(), request: request() },
      kills,
    )
    expect(ended).toBe('succeeded')
    expect(killed).toBeGreaterThan(5)
    expect(requests('RegisterTaskDefinition').length).toBeLessThanOrEqual(1)
    expect(requests('UpdateService')).toHaveLength(1)
    const { distributionId, url } = environment.frontend
    expect(simulator.world.cloudfront.distribution(distributionId).invalidations).toHaveLength(1)
    const versionFile = await (await fetch(`${url}/version.txt`)).text()
    expect(versionFile.split('\n')[0]).toBe(simulator.scenario?.version(name).version)
  },
)
