import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { startReleaseSimulator } from './testing/release-rig.ts'
import { startRolloutRig, type RolloutRig } from './testing/rollout-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: RolloutRig

beforeEach(async () => {
  ;[simulator, store] = await Promise.all([
    startReleaseSimulator({ rollout: 'alb-weights' }),
    openPreparedStore(),
  ])
  rig = await startRolloutRig({ store, simulator })
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

test('a release in stages widens to full by itself, then brings main up and the traffic back to it', async () => {
  const { id } = await rig.deploy('next')
  const release = await rig.untilEnded(id)
  expect(release.outcome).toBe(`Both halves run ${simulator.scenario?.version('next').version}.`)
  expect(release.steps.map(({ state }) => state)).toEqual(release.steps.map(() => 'succeeded'))
  const rollout = await rig.rollout(id)
  expect(rollout).toMatchObject({ phase: 'ended', wantedPercent: 100, end: { how: 'full', by: 'gate' } })
  expect(rig.weight()).toBe(0)
})
