import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { buildFlaggedApp, type FlaggedEnvironment } from '@lockstep/aws-sim/scenarios/build-flagged-app'
import { paces } from '@lockstep/aws-sim/world/pace'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Store } from '../adapters/store/store.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseRig, type ReleaseRig } from './testing/release-rig.ts'
import { passedAt, rolloutBy } from './testing/staged-config.ts'

let simulator: Simulator<FlaggedEnvironment>
let store: Store
let rig: ReleaseRig

const migration = {
  name: 'Migration',
  path: '/api/migrations/status',
  status: 200,
  bodyHolds: '"applied":true',
}

beforeEach(async () => {
  ;[simulator, store] = await Promise.all([
    startSimulator({ seed: 11, pace: paces.fast, scenario: (world) => buildFlaggedApp(world) }),
    openPreparedStore(),
  ])
  const { application, environmentId, profile, key, strategy } = {
    ...simulator.scenario?.flag,
    ...simulator.scenario,
  } as FlaggedEnvironment & FlaggedEnvironment['flag']
  rig = await startReleaseRig({
    store,
    simulator,
    rollout: rolloutBy(
      {
        type: 'appconfig-flag',
        application,
        environment: environmentId,
        profile,
        flag: key,
        splitBy: 'userId',
        strategy,
      },
      [passedAt(10), passedAt(100)],
      {
        preflightProbes: [migration],
        zeroProbes: [migration],
        openApi: {
          path: '/openapi.json',
          endpoints: ['GET /api/v2/courses', 'GET /api/v2/courses/{course}'],
        },
      },
    ),
  })
})
afterEach(async () => {
  await rig.stop()
  await store.close()
  await simulator.close()
})

const plan = async () => {
  const planned = await rig.parts.verbs.planRelease({
    ref: rig.environment,
    request: { kind: 'rollout' },
    actor: ana,
  })
  if (!planned.ok) throw new Error(planned.problem.title)
  return planned.value
}
const statuses = ({ preflight }: Awaited<ReturnType<typeof plan>>) =>
  Object.fromEntries(preflight.map(({ id, status }) => [id, status]))

test('a flag goes to everybody without a deploy, and the next rollout must wait until it is off', async () => {
  const before = simulator.requests.list().length
  const { id } = await rig.release({ kind: 'rollout' })
  const ended = await rig.untilEnded(id)
  expect(ended).toMatchObject({
    status: 'succeeded',
    artifact: null,
    from: null,
    outcome: 'The rollout is at 100 %: everybody is on the new path.',
  })
  expect(simulator.scenario?.flag.share()).toBe(1)
  const changed = simulator.requests
    .list()
    .slice(before)
    .map(({ operation }) => operation)
  expect(
    changed.filter((name) => ['UpdateService', 'PutObject', 'CreateInvalidation'].includes(name)),
  ).toEqual([])
  const next = await plan()
  expect(statuses(next)).toMatchObject({ 'rollout-at-zero': 'fail' })
  expect(next.preflight.find((check) => check.id === 'rollout-at-zero')?.sentence).toMatch(
    /The emergency button sets the flag .* back to 0 %.* off in AppConfig/,
  )
  expect(next).toMatchObject({ blocked: true, confirmation: { reasonRequired: false } })
  // What ran before is not the flag's affair.
  const candidates = await rig.parts.verbs.listRollbackCandidates(rig.environment)
  expect(candidates.ok && candidates.value.candidates.every(({ releaseId }) => releaseId === null)).toBe(true)
})

test('an emergency after the end turns the flag off, audited and probed, and the next rollout may begin', async () => {
  const { id } = await rig.release({ kind: 'rollout' })
  await rig.untilEnded(id)
  expect(await rig.rollouts.getEnvironmentRollout(rig.environment)).toMatchObject({
    value: { emergency: expect.stringMatching(/^Sets the flag back to 0 % at once/) },
  })
  const press = (idempotencyKey: string) =>
    rig.rollouts.emergency({ ref: rig.environment, actor: ana, reason: 'Errors.', idempotencyKey })
  const answered = await press('one')
  expect(answered).toMatchObject({
    ok: true,
    value: {
      effect: 'to-zero',
      releaseId: id,
      sentence: expect.stringMatching(/^AWS has accepted the flag at 0 %/),
    },
  })
  expect(answered.ok && answered.value.acceptedAt).not.toBeNull()
  expect(simulator.scenario?.flag.share()).toBe(0)
  expect(await rig.rollouts.getRollout(id)).toMatchObject({
    value: {
      phase: 'ended',
      wantedPercent: 0,
      end: { how: 'zero', by: 'emergency', reason: 'Errors.', probes: [{ name: 'Migration', ok: true }] },
    },
  })
  expect(await press('two')).toMatchObject({ ok: true, value: { effect: 'to-zero', releaseId: id } })
  const audits = await store.db
    .selectFrom('audit_event')
    .select('action')
    .where('action', '=', 'rollout.emergency')
    .execute()
  expect(audits).toHaveLength(1)
  expect(statuses(await plan())).toMatchObject({ 'rollout-at-zero': 'ok' })
})

test('a plan says what stands against the flag, and how it is undone', async () => {
  const good = await plan()
  expect(statuses(good)).toEqual({
    'no-active-release': 'ok',
    'rollout-ready': 'ok',
    'rollout-at-zero': 'ok',
    'rollout-stages': 'ok',
    'rollout-probe': 'ok',
    'rollout-endpoints': 'ok',
  })
  expect(good).toMatchObject({
    blocked: false,
    undo: 'Sets the flag back to 0 %: nothing is deployed.',
    steps: [{ id: 'preflight' }, { id: 'rollout' }],
    confirmation: { phrase: rig.environment.protected ? rig.environment.environmentId : null },
  })
  simulator.scenario?.setMigrationApplied(false)
  expect(statuses(await plan())).toMatchObject({ 'rollout-probe': 'fail' })
})
