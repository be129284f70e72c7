import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { Rollout } from '@lockstep/shared-types/rollout'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAuditReader } from '../adapters/store/audit-reader.ts'
import type { Store } from '../adapters/store/store.ts'
import { ben, stage } from '../domain/rollout/testing/rollout-fixture.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseSimulator } from './testing/release-rig.ts'
import { startRolloutRig, type RolloutRig } from './testing/rollout-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: RolloutRig

/** Each stage lasts until a test moves it. */
const slowStages = [10, 50, 100].map((percent) => stage(percent, { bakeSeconds: 3600 }))

beforeEach(async () => {
  ;[simulator, store] = await Promise.all([
    startReleaseSimulator({ rollout: 'alb-weights' }),
    openPreparedStore(),
  ])
  rig = await startRolloutRig({ store, simulator, stages: slowStages })
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

const baking = ({ phase }: Rollout): boolean => phase === 'baking'
const version = (name: string): string => simulator.scenario?.version(name).version ?? ''
/** A deploy at 10 %. */
const atTen = async (): Promise<string> => {
  const { id } = await rig.deploy('next')
  await rig.untilRollout(id, baking)
  expect(rig.weight()).toBe(10)
  return id
}
const audited = async (action: string) =>
  (await createAuditReader(store).list({}, null, 100)).filter((event) => event.action === action)

test('a change of the percentage is in AWS when it is answered, and in the audit trail', async () => {
  const id = await atTen()
  const answered = await rig.press(
    id,
    { action: 'set-percent', percent: 37.5, reason: 'A trial.' },
    { actor: ben },
  )
  expect(answered).toMatchObject({
    ok: true,
    value: { appliedPercent: 37.5, held: { by: ben }, phase: 'held' },
  })
  expect(rig.weight()).toBe(37.5)
  expect(await audited('rollout.control')).toMatchObject([
    {
      actor: ben,
      outcome: 'accepted',
      details: { action: 'set-percent', percent: 37.5, from: 10, to: 37.5 },
    },
  ])
  // Nothing brings it back.
  const looks = (await rig.rollout(id)).updatedAt
  await rig.untilRollout(id, ({ updatedAt }) => updatedAt > looks)
  expect(rig.weight()).toBe(37.5)
})

test('of two people at once one wins, and the other hears who and what', async () => {
  const id = await atTen()
  const { revision } = await rig.rollout(id)
  const answers = await Promise.all([
    rig.press(id, { action: 'set-percent', percent: 20, reason: 'A trial.' }, { actor: ana, seen: revision }),
    rig.press(id, { action: 'set-percent', percent: 30, reason: 'A trial.' }, { actor: ben, seen: revision }),
  ])
  const refused = answers.filter(({ ok }) => !ok)
  expect(refused).toHaveLength(1)
  const { wantedPercent, wantedBy } = await rig.rollout(id)
  expect(refused).toMatchObject([
    {
      problem: {
        code: 'rollout-changed',
        detail: expect.stringContaining(`${wantedBy.name} set it to ${wantedPercent} %.`),
      },
    },
  ])
  expect(rig.weight()).toBe(wantedPercent)
  expect(await audited('rollout.control')).toMatchObject([{ outcome: 'refused' }, { outcome: 'accepted' }])
})

test('errors at 50 % take it a stage back, where it stays until a person resumes', async () => {
  const id = await atTen()
  await rig.press(id, { action: 'skip', reason: 'A test wants it.' })
  await rig.untilRollout(id, ({ phase, stageIndex }) => phase === 'baking' && stageIndex === 1)
  expect(rig.weight()).toBe(50)
  rig.measure('high')
  const fallen = await rig.untilRollout(id, ({ held }) => held !== null)
  expect(fallen).toMatchObject({ wantedPercent: 10, held: { by: { id: 'lockstep' } } })
  await rig.untilRollout(id, ({ appliedPercent }) => appliedPercent === 10)
  expect(rig.weight()).toBe(10)
  rig.measure('well')
  await rig.untilRollout(id, ({ decision }) => decision?.decision === 'continue')
  expect(await rig.rollout(id)).toMatchObject({ wantedPercent: 10, phase: 'held' })
  await rig.press(id, { action: 'resume' })
  await rig.untilRollout(id, baking)
  const page = await rig.rollouts.listDecisions({ releaseId: id, limit: 50 })
  expect(page).toMatchObject({
    ok: true,
    value: {
      decisions: expect.arrayContaining([
        expect.objectContaining({ decision: 'previous-stage', effect: 'acted' }),
      ]),
    },
  })
})

test('critical errors take the traffic off for good, and the release says what and that the old version serves', async () => {
  const id = await atTen()
  rig.measure('critical')
  const release = await rig.untilEnded(id)
  expect(release).toMatchObject({ status: 'failed', failure: { code: 'threshold-breached' } })
  expect(release.outcome).toContain('Error rate is 7 %')
  expect(release.outcome).toContain(`${version('current')} serves`)
  expect(rig.weight()).toBe(0)
  const { end } = await rig.rollout(id)
  expect(end).toMatchObject({ how: 'zero', by: 'decision', probes: [{ name: 'Health', ok: true }] })
  expect(end?.offAt).not.toBeNull()
  const { cluster = '', rollout } = simulator.scenario ?? {}
  expect(simulator.world.ecs.service(cluster, rollout?.candidate?.service ?? '')?.desiredCount).toBe(0)
})

test('a person ends it at zero: the release is aborted, not failed', async () => {
  const id = await atTen()
  await rig.press(id, { action: 'to-zero', reason: 'Wrong version.' })
  expect(rig.weight()).toBe(0)
  const release = await rig.untilEnded(id)
  expect(release).toMatchObject({ status: 'aborted' })
  expect(release.outcome).toContain('Ana ended the rollout at zero.')
  expect(release.outcome).toContain(`${version('current')} serves`)
})

test('aborting the release takes the traffic off first', async () => {
  const id = await atTen()
  const aborted = await rig.parts.verbs.abortRelease({
    releaseId: id,
    reason: 'A test wants it.',
    actor: ana,
  })
  expect(aborted.ok).toBe(true)
  const release = await rig.untilEnded(id)
  expect(release).toMatchObject({ status: 'aborted' })
  expect(rig.weight()).toBe(0)
})

test('an abort that AWS keeps from taking the traffic off says so, and ends when it is let', async () => {
  const id = await atTen()
  const allow = simulator.faults.add({
    service: 'elbv2',
    operation: 'ModifyRule',
    kind: 'accessDenied',
  })
  await rig.parts.verbs.abortRelease({ releaseId: id, reason: 'A test wants it.', actor: ana })
  const stuck = await rig.until(id, ({ outcome }) => outcome.includes('It is being aborted.'))
  expect(stuck).toMatchObject({ status: 'aborting' })
  expect(stuck.outcome).toContain('elasticloadbalancing:ModifyRule')
  expect(rig.weight()).toBe(10)
  allow()
  expect(await rig.untilEnded(id)).toMatchObject({ status: 'aborted' })
  expect(rig.weight()).toBe(0)
})

test('the emergency is answered when AWS has accepted zero, and twice is once', async () => {
  const id = await atTen()
  const press = () =>
    rig.rollouts.emergency({ ref: rig.environment, actor: ben, reason: null, idempotencyKey: 'e' })
  const first = await press()
  expect(first).toMatchObject({ ok: true, value: { effect: 'to-zero', releaseId: id } })
  expect(first.ok && first.value.acceptedAt).not.toBeNull()
  expect(rig.weight()).toBe(0)
  const second = await press()
  expect(second).toMatchObject({ ok: true, value: { effect: 'to-zero', releaseId: id } })
  const release = await rig.untilEnded(id)
  expect(release).toMatchObject({ status: 'aborted' })
  expect(release.outcome).toContain('Ben ended the rollout at zero by the emergency button.')
  expect(await audited('rollout.emergency')).toHaveLength(1)
  expect(await press()).toMatchObject({ ok: true, value: { effect: 'to-zero', releaseId: id } })
})

test('weights that somebody changed by hand are shown and left alone until a person takes over', async () => {
  const id = await atTen()
  rig.setWeightByHand(73)
  const seen = await rig.untilRollout(id, ({ foreign }) => foreign !== null)
  expect(seen).toMatchObject({ foreign: { percent: 73 }, wantedPercent: 10, phase: 'held' })
  expect(await rig.press(id, { action: 'set-percent', percent: 20, reason: 'A trial.' })).toMatchObject({
    problem: { code: 'rollout-foreign' },
  })
  expect(rig.weight()).toBe(73)
  await rig.press(id, { action: 'take-over' })
  expect(rig.weight()).toBe(10)
  await rig.untilRollout(id, baking)
})

test('an emergency overwrites even what somebody changed by hand', async () => {
  const id = await atTen()
  rig.setWeightByHand(73)
  await rig.untilRollout(id, ({ foreign }) => foreign !== null)
  await rig.rollouts.emergency({ ref: rig.environment, actor: ben, reason: 'Down.', idempotencyKey: 'e' })
  expect(rig.weight()).toBe(0)
})

test('an emergency that comes while AWS takes an older percentage wins', async () => {
  const id = await atTen()
  const fault = simulator.faults.add({ service: 'elbv2', operation: 'ModifyRule', kind: 'hold', times: 1 })
  const slow = rig.press(id, { action: 'set-percent', percent: 60, reason: 'A trial.' })
  await rig.untilRollout(id, () => fault.held() > 0)
  const answered = await rig.rollouts.emergency({
    ref: rig.environment,
    actor: ben,
    reason: null,
    idempotencyKey: 'e',
  })
  expect(answered.ok && answered.value.acceptedAt).not.toBeNull()
  expect(rig.weight()).toBe(0)
  // Now the older one arrives.
  fault()
  await slow
  await rig.untilEnded(id)
  expect(rig.weight()).toBe(0)
})

test('the bake time goes on where it was after a restart', async () => {
  const id = await atTen()
  const before = await rig.untilRollout(
    id,
    ({ bakeRemainingSeconds }) => (bakeRemainingSeconds ?? 3600) < 3599,
  )
  await rig.stop()
  rig = await startRolloutRig({ store, simulator, stages: slowStages })
  const now = await rig.untilRollout(id, ({ updatedAt }) => updatedAt > before.updatedAt)
  expect(now.bakeRemainingSeconds).toBeLessThanOrEqual(before.bakeRemainingSeconds ?? 0)
  expect(now.bakeRemainingSeconds).toBeGreaterThan((before.bakeRemainingSeconds ?? 0) - 5)
  expect(now.stageIndex).toBe(0)
})
