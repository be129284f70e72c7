import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { releaseSteps } from '../domain/release/step-list.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

beforeAll(async () => {
  simulator = await startReleaseSimulator()
  store = await openPreparedStore()
  rig = await startReleaseRig({ store, simulator, release: { watchSeconds: 20 } })
})
afterAll(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

// In turns, so that each release has something to change; that one begins proves that the one before left room for it.
const versions = ['next', 'current'] as const
const deploy = { kind: 'deploy', scope: 'both', strategy: 'all-at-once', emergency: false } as const
const aborted = releaseSteps(deploy, null).filter((id) => id !== 'tidy')

test.each(aborted.map((step, index) => [step, versions[index % 2] ?? 'next'] as const))(
  'an abort at %s ends the release as aborted and leaves the environment free for the next one',
  async (step, version) => {
    const { id } = await rig.release({
      kind: 'deploy',
      scope: 'both',
      digest: simulator.scenario?.version(version).digest ?? '',
      invalidationMode: 'frontend-only',
    })
    await rig.until(id, ({ steps }) => steps.some((one) => one.id === step && one.state !== 'pending'))
    await rig.parts.verbs.abortRelease({ releaseId: id, reason: 'A test.', actor: ana })
    const ended = await rig.untilEnded(id)
    expect(ended).toMatchObject({ status: 'aborted', etaSeconds: null })
    expect(ended.outcome).toMatch(/^Ana aborted the release: A test\. (Nothing was changed|The backend )/)
    expect(ended.steps.filter(({ state }) => state === 'pending' || state === 'running')).toEqual([])
  },
)
