import type { Actor, Role } from '@lockstep/shared-types/actor'
import type { MeasurementSeries, Threshold } from '@lockstep/shared-types/measurement'
import { Policy, Replay, type RolloutPolicy } from '@lockstep/shared-types/policy'
import { ProblemDocument } from '@lockstep/shared-types/problem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { createAuditReader } from '../adapters/store/audit-reader.ts'
import { createLiveEvents } from '../adapters/store/live-events.ts'
import type { Store } from '../adapters/store/store.ts'
import { openTemporaryStore } from '../adapters/store/testing/temporary-store.ts'
import { createApp } from '../app.ts'
import { environment as fixture } from '../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../domain/environment.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { appDeps } from '../http/testing/app-deps.ts'
import { composePolicy } from './policy.ts'

const limit = (value: number, level: Threshold['level'] = 'critical'): Threshold => ({
  metric: 'error-rate',
  level,
  comparison: 'above',
  limit: value,
})
const gate = {
  stableSeconds: 0,
  criteria: [],
  comparison: 'none',
  manual: [],
  promotion: 'automatic',
} as const
const stage = (percent: number) => ({ percent, bakeSeconds: 60, gate: { ...gate, criteria: [], manual: [] } })
const configuredPolicy: RolloutPolicy = {
  stages: [stage(10), stage(100)],
  matrix: [...standardMatrix],
  windowSeconds: 300,
  inconclusiveGoesBackAfterSeconds: null,
}

let store: Store
let count = 0
let environment: Environment
beforeAll(async () => {
  store = await openTemporaryStore()
})
afterAll(() => store.close())
beforeEach(() => {
  count += 1
  environment = {
    ...fixture,
    environmentId: `e${count}`,
    thresholds: [limit(5)],
    rollout: {
      driver: {
        type: 'appconfig-flag',
        application: 'shop',
        environment: 'production',
        profile: 'flags',
        flag: 'new-path',
        splitBy: 'userId',
        strategy: 'AppConfig.AllAtOnce',
      },
      policy: configuredPolicy,
      intervalSeconds: 15,
      preflightProbes: [],
      zeroProbes: [],
      openApi: null,
    },
  }
})
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()))
})

const ana: Actor = { id: 'ana', name: 'Ana', kind: 'person' }
const ben: Actor = { id: 'ben', name: 'Ben', kind: 'person' }
let series: MeasurementSeries[] = []
const from = new Date('2026-11-19T13:00:00Z')
const to = new Date('2026-11-20T13:00:00Z')
const reads = vi.fn<() => void>()

/** One replica of Lockstep, as far as policies go. */
function startReplica(actor: Actor = ana, role: Role = 'operator') {
  const live = createLiveEvents(store, { pollMilliseconds: 20 })
  const parts = composePolicy({
    findEnvironment: ({ environmentId }) =>
      environmentId === environment.environmentId ? environment : null,
    store,
    live,
    clock: { now: () => new Date('2026-11-20T13:00:00Z') },
  })
  parts.start()
  stops.push(async () => {
    parts.stop()
    await live.close()
  })
  const verbs = parts.verbs({
    readPast: async () => {
      reads()
      return { from, to, series }
    },
  })
  const app = createApp(appDeps({ ...verbs, localOperator: { actor, role } }))
  const path = `/api/v1/applications/${environment.applicationId}/environments/${environment.environmentId}/policy`
  const send = async (method: string, below: string, body?: object): Promise<Response> =>
    app.request(`http://127.0.0.1:4600${path}${below}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: {
        host: '127.0.0.1:4600',
        'content-type': 'application/json',
        'idempotency-key': `policy-${Math.random()}`,
      },
    })
  return {
    ...parts,
    live,
    get: async () => Policy.parse(await (await send('GET', '')).json()),
    put: async (kind: 'thresholds' | 'rollout', body: object) => {
      const response = await send('PUT', `/${kind}`, body)
      const answer: unknown = await response.json()
      return response.ok ? { ok: Policy.parse(answer) } : { problem: ProblemDocument.parse(answer) }
    },
    replay: async (body: object) => Replay.parse(await (await send('POST', '/replay', body)).json()),
  }
}
const change = (baseVersion: number, thresholds: readonly Threshold[], reason = 'Fewer false alarms.') => ({
  baseVersion,
  reason,
  thresholds,
})

it('begins with what the configuration file says, as version 0', async () => {
  expect(await startReplica().get()).toMatchObject({
    thresholds: { version: 0, changedBy: null, thresholds: [limit(5)] },
    rollout: { version: 0, policy: { windowSeconds: 300 } },
    history: [],
  })
})

it('puts thresholds in force with who, when, why and what changed, in the audit trail and for open pages', async () => {
  const replica = startReplica()
  expect(await replica.put('thresholds', change(0, [limit(2), limit(1, 'warning')]))).toMatchObject({
    ok: {
      thresholds: {
        version: 1,
        changedBy: ana,
        changedAt: '2026-11-20T13:00:00.000Z',
        reason: 'Fewer false alarms.',
        thresholds: [limit(2), limit(1, 'warning')],
      },
      history: [
        {
          kind: 'thresholds',
          version: 1,
          summary: 'error-rate critical 5 → 2 %; error-rate warning set to 1 %',
        },
      ],
    },
  })
  const audited = await createAuditReader(store).list({ environmentId: environment.environmentId }, null, 10)
  expect(audited).toMatchObject([
    {
      action: 'policy.change',
      outcome: 'accepted',
      actor: ana,
      reason: 'Fewer false alarms.',
      details: { kind: 'thresholds', version: 1 },
    },
  ])
  const { environmentId } = environment
  const events = (await replica.live.after(0)).map(({ event }) => event)
  expect(events.filter((event) => event.environmentId === environmentId)).toMatchObject([
    { type: 'policy.updated', kind: 'thresholds', version: 1 },
  ])
})

it('makes no new version of what is in force already', async () => {
  const replica = startReplica()
  expect(await replica.put('thresholds', change(0, [limit(5)]))).toMatchObject({
    ok: { thresholds: { version: 0 }, history: [] },
  })
  const policy = { ...configuredPolicy }
  expect(await replica.put('rollout', { baseVersion: 0, reason: 'The same.', policy })).toMatchObject({
    ok: { rollout: { version: 0 }, history: [] },
  })
})

it('refuses what cannot be put in force, field by field, and audits that', async () => {
  const replica = startReplica()
  expect(await replica.put('thresholds', change(0, [limit(2), limit(3, 'warning')]))).toMatchObject({
    problem: { code: 'policy-invalid', status: 422, errors: [{ path: 'body.thresholds.1.limit' }] },
  })
  const policy = { ...configuredPolicy, stages: [stage(50), stage(20)] }
  expect(await replica.put('rollout', { baseVersion: 0, reason: 'Faster.', policy })).toMatchObject({
    problem: {
      code: 'policy-invalid',
      errors: [
        { path: 'body.policy.stages.1.percent', message: 'must be above the stage before, 50 %' },
        { path: 'body.policy.stages.1.percent', message: 'the last stage must be 100 %' },
      ],
    },
  })
  const audited = await createAuditReader(store).list({ environmentId: environment.environmentId }, null, 10)
  expect(audited.map(({ outcome, details }) => [outcome, details['problem']])).toEqual([
    ['refused', 'policy-invalid'],
    ['refused', 'policy-invalid'],
  ])
  expect((await replica.get()).history).toEqual([])
})

it('lets one of two people who change the same version win, and tells the other who did', async () => {
  const [first, second] = [startReplica(ana), startReplica(ben)]
  await Promise.all([first.get(), second.get()])
  const answers = await Promise.all([
    first.put('thresholds', change(0, [limit(2)], 'Ana wants it.')),
    second.put('thresholds', change(0, [limit(3)], 'Ben wants it.')),
  ])
  const won = answers.findIndex((answer) => 'ok' in answer)
  const [winner, loser] = won === 0 ? [ana, answers[1]] : [ben, answers[0]]
  expect(loser).toMatchObject({
    problem: {
      code: 'policy-outdated',
      status: 409,
      title: `${winner.name} changed this meanwhile.`,
      detail: `Version 1, 2026-11-20 13:00 UTC: ${winner.name} wants it.`,
    },
  })
  expect((await first.get()).thresholds).toMatchObject({ version: 1, changedBy: winner })
})

it('keeps the versions of thresholds and of the rollout policy apart, the newest change first', async () => {
  const replica = startReplica()
  await replica.put('thresholds', change(0, [limit(2)]))
  await replica.put('thresholds', change(1, [limit(1)]))
  const policy = { ...configuredPolicy, stages: [stage(20), stage(100)] }
  expect(await replica.put('rollout', { baseVersion: 0, reason: 'Faster.', policy })).toMatchObject({
    ok: { rollout: { version: 1, policy: { stages: [{ percent: 20 }, { percent: 100 }] } } },
  })
  const { history } = await replica.get()
  expect(history.map(({ kind, version }) => `${kind} ${version}`).toSorted()).toEqual([
    'rollout 1',
    'thresholds 1',
    'thresholds 2',
  ])
  expect(history.find(({ kind }) => kind === 'rollout')?.summary).toBe('stage 1 10 → 20 %')
})

it('has in force on every replica what was changed on one', async () => {
  const [here, there] = [startReplica(ana), startReplica(ben)]
  expect((await there.thresholdsInForce(environment)).version).toBe(0)
  expect((await there.rolloutPolicyInForce(environment))?.version).toBe(0)
  await here.put('thresholds', change(0, [limit(2)]))
  expect((await here.thresholdsInForce(environment)).version).toBe(1)
  await vi.waitFor(async () => expect((await there.thresholdsInForce(environment)).version).toBe(1))
})

it('has no rollout policy to change where no rollout is configured', async () => {
  environment = { ...environment, rollout: null }
  const replica = startReplica()
  expect((await replica.get()).rollout).toBeNull()
  const answer = await replica.put('rollout', { baseVersion: 0, reason: 'Faster.', policy: configuredPolicy })
  expect(answer).toMatchObject({ problem: { code: 'rollout-not-configured' } })
})

it('lets a viewer replay limits against the past, by one read, and change nothing', async () => {
  const viewer = startReplica(ben, 'viewer')
  const point = (hours: number, value: number | null) => ({
    at: new Date(from.getTime() + hours * 3_600_000).toISOString(),
    value,
  })
  const values = (
    metric: MeasurementSeries['metric'],
    wanted: readonly (number | null)[],
  ): MeasurementSeries => ({
    metric,
    unit: 'percent',
    periodSeconds: 3600,
    points: wanted.map((value, hours) => point(hours, value)),
    thresholds: [],
    unreadable: null,
  })
  series = [
    values('error-rate', [0.01, 3, 3, 0.01]),
    values('latency-p95', [100, 100, 100, 100]),
    values('requests', [9000, 9000, 9000, 9000]),
    values('healthy-hosts', [2, 2, 2, 2]),
  ]
  reads.mockClear()
  const matrix = configuredPolicy.matrix.map((row) =>
    row.severity === 'critical'
      ? {
          ...row,
          when: [
            {
              kind: 'metric' as const,
              metric: 'error-rate' as const,
              comparison: 'above' as const,
              limit: 2,
            },
          ],
        }
      : row,
  )
  const outcome = await viewer.replay({ policy: { ...configuredPolicy, matrix } })
  expect(reads).toHaveBeenCalledTimes(1)
  expect(outcome.inForce).toMatchObject({
    counts: { 'previous-stage': 1, 'rollback-to-zero': 0 },
    coverage: 1,
  })
  expect(outcome.proposed).toMatchObject({ counts: { 'rollback-to-zero': 1 } })
  expect(await viewer.put('thresholds', change(0, [limit(2)]))).toMatchObject({
    problem: { code: 'forbidden' },
  })
  expect((await viewer.get()).history).toEqual([])
})
