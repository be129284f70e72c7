import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

beforeEach(async () => {
  simulator = await startReleaseSimulator({
    more: [
      { name: 'withoutFrontend', ageHours: 1, withoutFrontend: true },
      { name: 'wrongEndpoint', ageHours: 1.5, settings: { VITE_API_URL: 'https://other.example' } },
    ],
  })
  store = await openPreparedStore()
  rig = await startReleaseRig({ store, simulator })
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

const digest = (name: string) => simulator.scenario?.version(name).digest ?? ''
const versionOf = (name: string) => simulator.scenario?.version(name).version ?? ''
const calls = (operation: string): number =>
  simulator.requests.list().filter((request) => request.operation === operation).length
const versionFile = async (): Promise<string[]> =>
  (await (await fetch(`${rig.environment.frontend.url}/version.txt`)).text()).split('\n')
const deploy = (scope: 'backend' | 'frontend', name: string) =>
  rig.release({ kind: 'deploy', scope, digest: digest(name), invalidationMode: 'frontend-only' })

test('a frontend release leaves the backend alone and names the image that it runs with', async () => {
  const ended = await rig.untilEnded((await deploy('frontend', 'next')).id)
  expect(ended).toMatchObject({
    status: 'succeeded',
    outcome: expect.stringContaining(
      `The frontend runs ${versionOf('next')}. But there is drift. version-match`,
    ),
  })
  expect(calls('UpdateService')).toBe(0)
  const [version, backendImage] = await versionFile()
  expect(version).toBe(versionOf('next'))
  expect(backendImage).toContain(versionOf('current'))
})

test('a backend release leaves the frontend alone', async () => {
  const before = await versionFile()
  const ended = await rig.untilEnded((await deploy('backend', 'next')).id)
  expect(ended).toMatchObject({
    status: 'succeeded',
    outcome: expect.stringContaining(
      `The backend runs ${versionOf('next')}. But there is drift. version-match`,
    ),
  })
  expect(await versionFile()).toEqual(before)
  expect(calls('CreateInvalidation')).toBe(0)
})

test('an invalidation changes nothing but the edge', async () => {
  const ended = await rig.untilEnded((await rig.release({ kind: 'invalidate', invalidationMode: 'full' })).id)
  expect(ended).toMatchObject({ status: 'succeeded', artifact: null })
  expect(calls('CreateInvalidation')).toBe(1)
  expect(calls('UpdateService')).toBe(0)
})

test.each([
  ['withoutFrontend', 'artifact-frontend'],
  ['wrongEndpoint', 'artifact-endpoint'],
])('the plan of an image that is %s is blocked by %s and changes nothing', async (name, id) => {
  const planned = await rig.parts.verbs.planRelease({
    ref: rig.environment,
    actor: ana,
    request: { kind: 'deploy', scope: 'both', digest: digest(name), invalidationMode: 'frontend-only' },
  })
  expect(planned).toMatchObject({ ok: true, value: { blocked: true } })
  const checks = planned.ok ? planned.value.preflight : []
  expect(checks.find((check) => check.id === id)).toMatchObject({ status: 'fail', overridable: false })
  const changing = ['RegisterTaskDefinition', 'UpdateService', 'CreateInvalidation', 'DeleteObjects']
  expect(changing.map(calls)).toEqual([0, 0, 0, 0])
})

test('rollback candidates begin with what served here before, with its readiness', async () => {
  await rig.untilEnded((await deploy('backend', 'next')).id)
  await rig.untilEnded((await deploy('backend', 'current')).id)
  const listed = await rig.parts.verbs.listRollbackCandidates(rig.environment)
  const candidates = listed.ok ? listed.value.candidates : []
  expect(candidates[0]).toMatchObject({
    artifact: { digest: digest('next') },
    ready: 'ok',
    readiness: 'The image and the frontend in it are there, and its task definition.',
    releasedBy: 'Ana',
  })
  expect(candidates.map(({ artifact }) => artifact.digest)).not.toContain(digest('current'))
  expect(candidates.slice(1).every(({ releaseId }) => releaseId === null)).toBe(true)
})
