import type { Simulator } from '@lockstep/aws-sim'
import type { PairedEnvironment } from '@lockstep/aws-sim/scenarios/paired/build-environment'
import type { ReleaseLogEntry } from '@lockstep/shared-types/release'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configured } from '../adapters/aws/testing/paired-environment.ts'
import { createAuditReader } from '../adapters/store/audit-reader.ts'
import { verifyAudit } from '../adapters/store/audit-store.ts'
import type { Store } from '../adapters/store/store.ts'
import { errorLimit, manyErrors } from './testing/many-errors.ts'
import { openPreparedStore } from './testing/prepared-store.ts'
import { ana, startReleaseRig, startReleaseSimulator, type ReleaseRig } from './testing/release-rig.ts'

let simulator: Simulator<PairedEnvironment>
let store: Store
let rig: ReleaseRig

beforeEach(async () => {
  simulator = await startReleaseSimulator({
    more: [{ name: 'unhealthy', ageHours: 1, health: 'fail' }],
  })
  store = await openPreparedStore()
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
const rollback = (name: string, emergency = false) =>
  rig.release({ kind: 'rollback', scope: 'both', digest: version(name).digest, emergency })

const versionFile = async (): Promise<string> =>
  await (await fetch(`${rig.environment.frontend.url}/version.txt`)).text()
const calls = (operation: string): number =>
  simulator.requests.list().filter((request) => request.operation === operation).length

const logOf = async (releaseId: string): Promise<ReleaseLogEntry[]> => {
  const log = await rig.parts.verbs.listReleaseLog(releaseId, { after: 0, limit: 500 })
  return log.ok ? log.value.entries : []
}

const refusals = async () =>
  (await createAuditReader(store).list({}, null, 100)).filter(({ outcome }) => outcome === 'refused')

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
  expect((await versionFile()).split('\n')[0]).toBe(version('next').version)
  expect(calls('RegisterTaskDefinition')).toBe(1)
  expect(calls('UpdateService')).toBe(1)
  expect(calls('CreateInvalidation')).toBe(1)
  expect(await verifyAudit(store)).toBeNull()
  expect((await logOf(ended.id)).filter(({ source }) => source === 'log')).toContainEqual(
    expect.objectContaining({
      level: 'info',
      message: expect.stringMatching(/^[0-9a-f]{8} .*"msg":"listening"/),
    }),
  )
})

test('a log group that denies is one warning, and the release succeeds', async () => {
  rig = await startReleaseRig({ store, simulator })
  simulator.faults.add({ service: 'logs', operation: 'FilterLogEvents', kind: 'accessDenied' })
  const ended = await rig.untilEnded((await deploy('next')).id)
  expect(ended).toMatchObject({ status: 'succeeded' })
  const log = await logOf(ended.id)
  expect(log.filter(({ message }) => message.includes('logs:FilterLogEvents'))).toMatchObject([
    { source: 'lockstep', level: 'warning' },
  ])
})

test('a rollback runs the task definition that served the version before, and needs no new one', async () => {
  rig = await startReleaseRig({ store, simulator })
  const deployed = await rig.untilEnded((await deploy('next')).id)
  const undone = await rig.untilEnded((await rollback('current')).id)
  expect(undone).toMatchObject({ rollbackOf: deployed.id, rolledBackBy: null })
  expect(await rig.current(deployed.id)).toMatchObject({ rolledBackBy: undone.id })
  const again = await rig.untilEnded((await rollback('next', true)).id)
  expect(again).toMatchObject({ status: 'succeeded', invalidationMode: 'emergency' })
  expect(again.steps.map((step) => step.id)).not.toContain('watch')
  expect((await versionFile()).split('\n')[0]).toBe(version('next').version)
  // One for `next`, one for `current`, whose first definition named no digest.
  expect(calls('RegisterTaskDefinition')).toBe(2)
})

test('a backend that never becomes healthy leaves the frontend alone, and says that ECS went back', async () => {
  // The circuit breaker takes its time to give up.
  rig = await startReleaseRig({ store, simulator, release: { stepTimeoutSeconds: 120 } })
  const before = await versionFile()
  const ended = await rig.untilEnded((await deploy('unhealthy')).id)
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'ecs-rolled-back' } })
  expect(ended.outcome).toContain(`ECS has put the backend back to ${version('current').version}`)
  expect(ended.outcome).toContain('The frontend was not changed.')
  expect(await versionFile()).toBe(before)
  const log = await logOf(ended.id)
  const sources = log.map(({ source }) => source)
  expect(sources).toContain('ecs-event')
  expect(sources).toContain('task-stopped')
  expect(log).toContainEqual(
    expect.objectContaining({
      source: 'log',
      level: 'error',
      message: expect.stringContaining('dependency not reachable'),
    }),
  )
})

test('a backend that does not report the new version fails the release as not verified', async () => {
  const environment = configured(simulator)
  const backend = { ...environment.backend, versionPath: '/health' }
  rig = await startReleaseRig({
    store,
    simulator: { url: simulator.url, environment: { ...environment, backend } },
    release: { stepTimeoutSeconds: 5 },
  })
  const ended = await rig.untilEnded((await deploy('next')).id)
  expect(ended).toMatchObject({
    status: 'failed',
    failure: {
      code: 'verification-failed',
      title: `The backend does not report ${version('next').version}.`,
    },
  })
  expect(ended.steps.find(({ state }) => state === 'failed')?.id).toBe('health')
})

test('a breach in the watch window rolls back by itself where the policy says so, and a breached rollback asks', async () => {
  rig = await startReleaseRig({
    store,
    simulator,
    thresholds: [errorLimit],
    readMetrics: manyErrors,
    release: { onBreach: 'rollback', watchSeconds: 30 },
  })
  const ended = await rig.untilEnded((await deploy('next')).id)
  expect(ended).toMatchObject({ status: 'failed', failure: { code: 'threshold-breached' } })
  const undoing = ended.rolledBackBy ?? ''
  const rollbackRelease = await rig.until(undoing, ({ status }) => status === 'awaiting-decision')
  expect(rollbackRelease).toMatchObject({
    kind: 'rollback',
    rollbackOf: ended.id,
    artifact: { digest: version('current').digest },
    requestedBy: { kind: 'system' },
    outcome: expect.stringContaining('A rollback is never undone automatically'),
  })
})

test('a breach asks where the policy says so, and the answer to keep lets the release succeed', async () => {
  rig = await startReleaseRig({
    store,
    simulator,
    thresholds: [errorLimit],
    readMetrics: manyErrors,
    release: { onBreach: 'ask', watchSeconds: 30 },
  })
  const started = await deploy('next')
  await rig.until(started.id, ({ status }) => status === 'awaiting-decision')
  const decision = { decision: 'keep', reason: 'A known peak.', actor: ana } as const
  expect(await rig.parts.verbs.decideRelease({ releaseId: started.id, ...decision })).toMatchObject({
    ok: true,
  })
  expect(await rig.untilEnded(started.id)).toMatchObject({ status: 'succeeded' })
  expect(await rig.parts.verbs.decideRelease({ releaseId: started.id, ...decision })).toMatchObject({
    ok: false,
    problem: { code: 'release-ended' },
  })
  expect(await refusals()).toMatchObject([
    {
      action: 'release.decide',
      releaseId: started.id,
      reason: decision.reason,
      details: { decision: 'keep', problem: 'release-ended' },
    },
  ])
  expect(await verifyAudit(store)).toBeNull()
})

test('an abort while tasks are replaced ends the release and says in which state both halves are', async () => {
  rig = await startReleaseRig({ store, simulator, release: { watchSeconds: 30 } })
  const started = await deploy('next')
  await rig.until(started.id, ({ steps }) =>
    steps.some((step) => step.id === 'backend-start' && step.state === 'running'),
  )
  const abort = { releaseId: started.id, reason: 'Wrong version.', actor: ana }
  expect(await rig.parts.verbs.abortRelease(abort)).toMatchObject({ ok: true })
  const ended = await rig.untilEnded(started.id)
  expect(ended).toMatchObject({ status: 'aborted', failure: { code: 'aborted' } })
  expect(ended.outcome).toMatch(/The backend .*\. The frontend/)
})

test('two people who start at the same moment get one release, and the second is told of the first', async () => {
  rig = await startReleaseRig({ store, simulator })
  const request = {
    kind: 'deploy',
    scope: 'both',
    digest: version('next').digest,
    invalidationMode: 'frontend-only',
  } as const
  const plan = async () => {
    const planned = await rig.parts.verbs.planRelease({ ref: rig.environment, request, actor: ana })
    if (!planned.ok) throw new Error(planned.problem.title)
    return planned.value
  }
  const plans = await Promise.all([plan(), plan()])
  const starts = await Promise.all(
    plans.map((planned, index) =>
      rig.parts.verbs.startRelease({
        ref: rig.environment,
        actor: ana,
        idempotencyKey: `press-${index}`,
        start: {
          planId: planned.id,
          confirmation: planned.confirmation.phrase,
          reason: null,
          overrides: planned.preflight.map((check) => ({ check: check.id, reason: 'A test.' })),
        },
      }),
    ),
  )
  const first = starts.find((start) => start.ok)
  const second = starts.find((start) => !start.ok)
  const id = first?.ok === true ? first.value.id : null
  expect(second).toMatchObject({ problem: { code: 'release-active', releaseId: id } })
  expect(await refusals()).toMatchObject([
    { action: 'release.start', actor: ana, details: { problem: 'release-active', activeRelease: id } },
  ])
  await rig.untilEnded(id ?? '')
})
