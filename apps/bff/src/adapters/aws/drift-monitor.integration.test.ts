import type { DriftReport } from '@lockstep/shared-types/drift'
import type { LiveEvent } from '@lockstep/shared-types/live-event'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemTimers } from '../../domain/timers.ts'
import { systemClock } from '../../domain/clock.ts'
import type { Environment } from '../../domain/environment.ts'
import { checkDrift } from '../../features/drift/check-drift.ts'
import { getDriftReport } from '../../features/drift/get-drift-report.ts'
import { createDriftMonitor, type DriftMonitor } from '../../features/drift/monitor.ts'
import { getEnvironment } from '../../features/environments/get-environment.ts'
import { listFleet } from '../../features/fleet/list-fleet.ts'
import { createDriftStore } from '../store/drift-store.ts'
import { createReleaseGlances } from '../store/drift-store-releases.ts'
import type { Store } from '../store/store.ts'
import { openTemporaryStore } from '../store/testing/temporary-store.ts'
import type { AwsClientFactory } from './clients.ts'
import {
  configured,
  createTestObserver,
  startPaired,
  type PairedSimulator,
} from './testing/paired-environment.ts'

let simulator: PairedSimulator
let store: Store
let environment: Environment
let factory: AwsClientFactory
let monitor: DriftMonitor
let drift: ReturnType<typeof createDriftStore>
const events: LiveEvent[] = []
const heard: ((event: LiveEvent) => void)[] = []

beforeAll(async () => {
  simulator = await startPaired()
  store = await openTemporaryStore()
  environment = configured(simulator)
  const observer = createTestObserver(environment)
  factory = observer.factory
  drift = createDriftStore({
    store,
    publish: async (_executor, event) => {
      events.push(event)
      for (const resolve of heard.splice(0)) resolve(event)
    },
  })
  const deps = {
    observe: observer.observe,
    measureCalls: factory.measure,
    store: drift,
    wait: async () => {},
    graceMilliseconds: 0,
  }
  monitor = createDriftMonitor({
    environments: [environment],
    checkDrift: (checked, options) => checkDrift(deps, checked, options),
    releaseActive: async () => false,
    reportAgeSeconds: async () => null,
    timers: systemTimers,
    random: () => 0.5,
    concurrency: 4,
    onError: (_environment, error) => {
      throw error
    },
  })
})
afterAll(async () => {
  await monitor.stop()
  factory.close()
  await simulator.close()
  await store.close()
})

const nextEvent = () => new Promise<LiveEvent>((resolve) => heard.push(resolve))
const findEnvironment = () => environment
const statusOf = (report: DriftReport, id: string) => report.checks.find((check) => check.id === id)?.status

it('checks in the background, stores the report, then tells open pages', async () => {
  const told = nextEvent()
  monitor.start()
  expect(await told).toMatchObject({ type: 'drift.updated', status: 'ok' })
  expect(
    await getDriftReport({ findEnvironment, store: drift, clock: systemClock }, environment),
  ).toMatchObject({
    ok: true,
    value: { status: 'ok', awsCalls: 22 },
  })
})

it('serves any number of viewers without a call to AWS', async () => {
  const before = simulator.requests.count()
  const releases = createReleaseGlances(store)
  const views = Array.from({ length: 20 }, async () => {
    await listFleet({
      environments: [environment],
      readGlances: drift.glances,
      readCurrentReleases: releases.current,
      clock: systemClock,
    })
    await getDriftReport({ findEnvironment, store: drift, clock: systemClock }, environment)
    return getEnvironment(
      {
        findEnvironment,
        readSnapshot: drift.latest,
        readReleases: releases.ofEnvironment,
        clock: systemClock,
      },
      environment,
    )
  })
  const [first] = await Promise.all(views)
  expect(first).toMatchObject({ ok: true, value: { status: 'ok', backend: { tasks: { running: 2 } } } })
  expect(simulator.requests.count()).toBe(before)
})

it('sees that one task runs another image, since when, and that it is over', async () => {
  const inStep = await monitor.check(environment)
  const previous = simulator.scenario?.version('previous')
  if (previous === undefined) throw new Error('no previous version')
  simulator.world.ecs.mixTask(environment.backend.cluster, environment.backend.service, previous.image)
  const mixed = await monitor.check(environment)
  expect(statusOf(mixed, 'task-mix')).toBe('fail')
  expect(mixed.since).toBe(mixed.observedAt)
  const still = await monitor.check(environment)
  expect(still.since).toBe(mixed.since)
  expect(statusOf(inStep, 'task-mix')).toBe('ok')
  const transitions = await store.db
    .selectFrom('drift_transition')
    .select('to_status')
    .orderBy('id')
    .execute()
  expect(transitions.map(({ to_status: status }) => status)).toEqual(['ok', 'fail'])
})

it('makes one observation for many who ask at once', async () => {
  const since = simulator.requests.list().at(-1)?.seq ?? 0
  await Promise.all(Array.from({ length: 10 }, () => monitor.check(environment)))
  expect(simulator.requests.count({ since, operation: 'DescribeServices' })).toBe(1)
})
