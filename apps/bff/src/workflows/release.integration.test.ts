import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyAudit } from '../adapters/store/audit-store.ts'
import type { Store } from '../adapters/store/store.ts'
import { openTemporaryStore } from '../adapters/store/testing/temporary-store.ts'
import { startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

beforeEach(async () => {
  simulator = await startReleaseSimulator({ change: { next: {} } })
  store = await openTemporaryStore()
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

const version = (name: string) => {
  const found = simulator.scenario?.version(name)
  if (found === undefined) throw new Error(name)
  return found
}
const deploy = (name: string) =>
  rig.release({
    kind: 'deploy',
    scope: 'both',
    digest: version(name).digest,
    invalidationMode: 'frontend-only',
  })

test('a deploy brings both halves to the new version, step by step, with its audit trail', async () => {
  rig = await startReleaseRig({ store, simulator })
  const started = await deploy('next')
  const ended = await rig.untilEnded(started.id)
  expect(ended).toMatchObject({
    status: 'succeeded',
    failure: null,
    outcome: `Both halves run ${version('next').version}.`,
  })
  expect(ended.steps.map((step) => step.state)).toEqual(ended.steps.map(() => 'succeeded'))
  expect(await verifyAudit(store)).toBeNull()
})
