import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { ReleaseStepId } from '@lockstep/shared-types/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

beforeEach(async () => {
  simulator = await startReleaseSimulator()
  store = await openPreparedStore()
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

const deployNext = () =>
  rig.release({
    kind: 'deploy',
    scope: 'both',
    digest: simulator.scenario?.version('next').digest ?? '',
    invalidationMode: 'frontend-only',
  })
const untilRunning = (releaseId: string, id: ReleaseStepId) =>
  rig.until(releaseId, ({ steps }) => steps.some((step) => step.id === id && step.state !== 'pending'))
const calls = (operation: string): number =>
  simulator.requests.list().filter((request) => request.operation === operation).length

test('a release goes on after restarts in the middle, and nothing is done twice', async () => {
  const release = { watchSeconds: 2 }
  rig = await startReleaseRig({ store, simulator, release })
  const { id } = await deployNext()
  for (const step of ['backend-start', 'backend-steady', 'watch'] as const) {
    await untilRunning(id, step)
    await rig.stop()
    rig = await startReleaseRig({ store, simulator, release })
  }
  expect(await rig.untilEnded(id)).toMatchObject({ status: 'succeeded' })
  expect(calls('RegisterTaskDefinition')).toBe(1)
  expect(calls('UpdateService')).toBe(1)
  expect(calls('CreateInvalidation')).toBe(1)
})
