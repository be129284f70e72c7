import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { Release } from '@lockstep/shared-types/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { errorLimit, manyErrors } from './testing/many-errors.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

const elsewhere = 'https://api.elsewhere.example'
let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

async function deployOver(before: 'good' | 'wrong', onBreach: 'ask' | 'rollback'): Promise<Release> {
  const settings = { VITE_API_URL: elsewhere }
  simulator = await startReleaseSimulator(before === 'good' ? {} : { change: { current: { settings } } })
  const release = { onBreach, watchSeconds: 30 }
  rig = await startReleaseRig({
    store,
    simulator,
    release,
    thresholds: [errorLimit],
    readMetrics: manyErrors,
  })
  const digest = simulator.scenario?.version('next').digest ?? ''
  return await rig.release({ kind: 'deploy', scope: 'both', digest, invalidationMode: 'frontend-only' })
}

async function answerRollback({ id }: Release): Promise<void> {
  await rig.until(id, ({ status }) => status === 'awaiting-decision')
  const decision = { decision: 'rollback', reason: 'Customers see errors.', actor: ana } as const
  expect(await rig.parts.verbs.decideRelease({ releaseId: id, ...decision })).toMatchObject({ ok: true })
}

/** What was refused, why, and what to do; and that the new version still runs. */
function expectRefusalTold(ended: Release): void {
  const before = ended.from?.version ?? 'unknown'
  const told = `the rollback to ${before} was refused: The built frontend calls ${elsewhere}`
  expect(ended).toMatchObject({
    status: 'failed',
    rolledBackBy: null,
    failure: {
      code: 'threshold-breached',
      title: expect.stringContaining(told),
      remedy: expect.stringContaining('pick another version'),
    },
  })
  expect(ended.outcome).toContain(told)
  expect(ended.outcome).toContain(`The backend runs ${ended.artifact?.version}.`)
}

beforeEach(async () => {
  store = await openPreparedStore()
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

test('a rollback that a person chose after a breach carries that person’s reason', async () => {
  const started = await deployOver('good', 'ask')
  await answerRollback(started)
  const ended = await rig.untilEnded(started.id)
  expect(await rig.current(ended.rolledBackBy ?? '')).toMatchObject({
    rollbackOf: started.id,
    reason: 'Decided after a breach: Customers see errors.',
  })
})

test('a chosen rollback that preflight refuses is told with why and what to do', async () => {
  const started = await deployOver('wrong', 'ask')
  await answerRollback(started)
  expectRefusalTold(await rig.untilEnded(started.id))
})

test('an automatic rollback that preflight refuses is told with why and what to do', async () => {
  const started = await deployOver('wrong', 'rollback')
  expectRefusalTold(await rig.untilEnded(started.id))
})
