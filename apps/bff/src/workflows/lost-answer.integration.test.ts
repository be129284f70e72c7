import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
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
  rig = await startReleaseRig({ store, simulator })
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
const calls = (operation: string): number =>
  simulator.requests.list().filter((request) => request.operation === operation).length

test('a deploy that loses the answer of every call that changes AWS has each effect once, and succeeds', async () => {
  for (const [service, operation] of [
    ['ecs', 'RegisterTaskDefinition'],
    ['ecs', 'UpdateService'],
    ['cloudfront', 'CreateInvalidation'],
  ] as const)
    simulator.faults.add({ service, operation, kind: 'lostAnswer', times: 1 })
  expect(await rig.untilEnded((await deployNext()).id)).toMatchObject({ status: 'succeeded' })
  expect(calls('RegisterTaskDefinition')).toBe(1)
  const { distributionId } = rig.environment.frontend
  expect(simulator.world.cloudfront.distribution(distributionId).invalidations).toHaveLength(1)
})

test('a definition whose answer was lost is found although the list of definitions lags behind', async () => {
  simulator.faults.add({ service: 'ecs', operation: 'ListTaskDefinitions', kind: 'stale' })
  simulator.faults.add({ service: 'ecs', operation: 'RegisterTaskDefinition', kind: 'lostAnswer', times: 1 })
  expect(await rig.untilEnded((await deployNext()).id)).toMatchObject({ status: 'succeeded' })
  expect(calls('RegisterTaskDefinition')).toBe(1)
})

test('a denied update fails at once and says that nothing was changed', async () => {
  simulator.faults.add({ service: 'ecs', operation: 'UpdateService', kind: 'accessDenied' })
  const ended = await rig.untilEnded((await deployNext()).id)
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'aws-access-denied' } })
  expect(ended.outcome).toContain('Nothing was changed.')
})
