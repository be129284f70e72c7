import type { AuditEvent } from '@lockstep/shared-types/audit'
import { Plan } from '@lockstep/shared-types/plan'
import { Release } from '@lockstep/shared-types/release'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createAuditReader } from './adapters/store/audit-reader.ts'
import { createApp } from './app.ts'
import { composeDrift } from './compose/drift.ts'
import { composePolicy } from './compose/policy.ts'
import { createFoundation } from './compose/foundation.ts'
import { noReleases } from './features/drift/ports.ts'
import { appDeps } from './http/testing/app-deps.ts'
import { openPreparedStore } from './workflows/testing/prepared-store.ts'
import { startReleaseRig, startReleaseSimulator } from './workflows/testing/release-rig.ts'

const base = 'http://127.0.0.1:4600'
const environment = '/api/v1/applications/{application}/environments/{environment}'
const mutating = ['post', 'put', 'patch', 'delete']

/** Each request that may change something, with the audit event that it leaves; null: it changes nothing. */
const audited: Readonly<Record<string, AuditEvent['action'] | null>> = {
  [`post ${environment}/plans`]: null,
  [`post ${environment}/drift/checks`]: 'drift.check',
  [`post ${environment}/releases`]: 'release.start',
  [`put ${environment}/policy/thresholds`]: 'policy.change',
  [`put ${environment}/policy/rollout`]: 'policy.change',
  [`post ${environment}/policy/replay`]: null,
  [`post ${environment}/emergency`]: 'rollout.emergency',
  'post /api/v1/releases/{releaseId}/rollout/control': 'rollout.control',
  'post /api/v1/releases/{releaseId}/decision': 'release.decide',
  'post /api/v1/releases/{releaseId}/abort': 'release.abort',
}

test('every mutating route is listed with the audit event that it leaves', async () => {
  const response = await createApp(appDeps()).request(`${base}/api/openapi.json`, {
    headers: { host: '127.0.0.1:4600' },
  })
  const { paths } = (await response.json()) as { paths: Record<string, object> }
  const routes = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item).flatMap((method) => (mutating.includes(method) ? [`${method} ${path}`] : [])),
  )
  expect(routes.toSorted()).toEqual(Object.keys(audited).toSorted())
})

test('every mutating route leaves its audit event, by the actor and in this order, and nothing else', async () => {
  const simulator = await startReleaseSimulator()
  const store = await openPreparedStore()
  const rig = await startReleaseRig({
    store,
    simulator,
    release: { onBreach: 'ask', watchSeconds: 30 },
    thresholds: [{ metric: 'error-rate', level: 'critical', comparison: 'above', limit: 1 }],
    readMetrics: (environments) =>
      Promise.resolve(
        environments.map(() => ({
          state: 'read',
          source: 'test',
          readAt: new Date().toISOString(),
          value: [
            {
              metric: 'error-rate',
              unit: 'percent',
              periodSeconds: 60,
              variant: 'all',
              endpoint: null,
              unreadable: null,
              points: [{ at: new Date(Date.now() - 20).toISOString(), value: 9 }],
            },
          ],
        })),
      ),
  })
  const foundation = createFoundation({
    environments: [rig.environment],
    store,
    log: pino({ level: 'silent' }),
    version: 'test',
  })
  const drift = composeDrift(foundation, noReleases)
  const policy = composePolicy(foundation).verbs({
    readPast: async () => ({ from: new Date(), to: new Date(), series: [] }),
  })
  const app = createApp(appDeps({ ...rig.parts.verbs, ...drift.verbs, ...policy }))
  const audit = createAuditReader(store)
  const byPerson = async () => (await audit.list({ actorId: 'local' }, null, 50)).toReversed()

  let key = 0
  const act = async (route: string, releaseId: string, body: object): Promise<unknown> => {
    const before = await byPerson()
    const path = route
      .replace(/^(post|put) /, '')
      .replace('{application}', rig.environment.applicationId)
      .replace('{environment}', rig.environment.environmentId)
      .replace('{releaseId}', releaseId)
    const response = await app.request(`${base}${path}`, {
      method: route.startsWith('put ') ? 'PUT' : 'POST',
      body: JSON.stringify(body),
      headers: {
        host: '127.0.0.1:4600',
        'content-type': 'application/json',
        'idempotency-key': `audited-${(key += 1)}`,
      },
    })
    expect([route, response.status]).toEqual([route, response.ok ? response.status : 'a success'])
    const left = (await byPerson()).slice(before.length).map(({ action }) => action)
    const wanted = audited[route] ?? null
    expect([route, left]).toEqual([route, wanted === null ? [] : [wanted]])
    return await response.json()
  }
  const deploy = async (): Promise<Release> => {
    const digest = simulator.scenario?.version('next')?.digest
    const plan = Plan.parse(await act(`post ${environment}/plans`, '', { kind: 'deploy', digest }))
    const start = {
      planId: plan.id,
      confirmation: plan.confirmation.phrase,
      overrides: plan.preflight
        .filter(({ overridable }) => overridable)
        .map(({ id }) => ({ check: id, reason: 'A test wants it.' })),
    }
    return Release.parse(await act(`post ${environment}/releases`, '', start))
  }

  try {
    await act(`post ${environment}/drift/checks`, '', {})
    const limit = { metric: 'error-rate', level: 'critical', comparison: 'above', limit: 2 }
    const change = { baseVersion: 0, reason: 'A test wants it.' }
    await act(`put ${environment}/policy/thresholds`, '', { ...change, thresholds: [limit] })
    await act(`post ${environment}/policy/replay`, '', { thresholds: [limit] })
    const kept = await deploy()
    await rig.until(kept.id, ({ status }) => status === 'awaiting-decision')
    const decision = { decision: 'keep', reason: 'A known peak.' }
    await act('post /api/v1/releases/{releaseId}/decision', kept.id, decision)
    expect(await rig.untilEnded(kept.id)).toMatchObject({ status: 'succeeded' })
    const stopped = await deploy()
    await act('post /api/v1/releases/{releaseId}/abort', stopped.id, { reason: 'Wrong version.' })
    expect(await rig.untilEnded(stopped.id)).toMatchObject({ status: 'aborted' })
    expect(await audit.verify()).toBeNull()
  } finally {
    await drift.monitor.stop()
    await rig.stop()
    foundation.aws.close()
    await foundation.live.close()
    await store.close()
    await simulator.close()
  }
})
