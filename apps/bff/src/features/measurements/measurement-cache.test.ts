import type { LiveEvent } from '@lockstep/shared-types/live-event'
import { beforeEach, expect, it } from 'vitest'
import { environment, unreadable } from '../../domain/drift/testing/drift-fixture.ts'
import { configuredPolicies } from '../../domain/policy/in-force.ts'
import type { Threshold } from '@lockstep/shared-types/measurement'
import { createMeasurementCache, type MeasurementCache } from './measurement-cache.ts'
import { createMeasurementMonitor } from './measurement-monitor.ts'
import type { MeasuredSeries, MeasurementWindow, ReadMetrics } from './ports.ts'
import { readMeasurements } from './read-measurements.ts'
import { readWindow } from './read-window.ts'

const clock = { now: () => new Date('2026-11-20T13:00:42.000Z') }
const series: readonly MeasuredSeries[] = [
  {
    metric: 'requests',
    unit: 'count',
    periodSeconds: 60,
    variant: 'all',
    endpoint: null,
    points: [{ at: '2026-11-20T12:59:00.000Z', value: 12 }],
    unreadable: null,
  },
]
const readAt = '2026-11-20T13:00:42.000Z'
const limit: Threshold = { metric: 'requests', level: 'warning', comparison: 'below', limit: 1 }
const watched = { ...environment, thresholds: [limit] }

let answers: Awaited<ReturnType<ReadMetrics>>[number][]
let windows: MeasurementWindow[]
let published: LiveEvent[]
let cache: MeasurementCache
beforeEach(() => {
  answers = []
  windows = []
  published = []
  cache = createMeasurementCache({
    environments: [watched],
    readMetrics: async (_environments, window) => {
      windows.push(window)
      const answer = answers.shift()
      if (answer === undefined) throw new Error('asked too often')
      return [answer]
    },
    clock,
    publish: async (events) => {
      published.push(...events)
    },
    windowSeconds: 3 * 3600,
    periodSeconds: 60,
  })
})
const read = () =>
  readMeasurements(
    {
      findEnvironment: (ref) => (ref.environmentId === watched.environmentId ? watched : null),
      thresholdsInForce: configuredPolicies.thresholdsInForce,
      cache,
      reads: async () => {
        throw new Error('what is kept needs no read')
      },
      readMarkers: async () => [
        { releaseId: 'r1', at: readAt, label: 'deploy v2', kind: 'release' as const },
      ],
      clock,
      windowSeconds: 3 * 3600,
      periodSeconds: 60,
    },
    watched,
    3,
  )

it('reads whole periods of the last hours, once for everybody, and tells open pages', async () => {
  answers = [{ state: 'read', value: series, source: 'test', readAt }]
  await Promise.all([cache.refresh(), cache.refresh()])
  expect(windows).toEqual([
    {
      from: new Date('2026-11-20T10:00:00.000Z'),
      to: new Date('2026-11-20T13:00:00.000Z'),
      periodSeconds: 60,
    },
  ])
  expect(published).toMatchObject([{ type: 'measurements.updated', readAt }])
})

it('tells open pages only when they would show something else', async () => {
  const [requests] = series
  if (requests === undefined) throw new Error('no series')
  const late = { ...requests, points: [{ at: '2026-11-20T12:59:00.000Z', value: 13 }] }
  const read = (value: readonly MeasuredSeries[]) =>
    ({ state: 'read', value, source: 'test', readAt }) as const
  answers = [read(series), read([{ ...requests }]), read([late]), unreadable, unreadable]
  const told: number[] = []
  while (answers.length > 0) {
    await cache.refresh()
    told.push(published.length)
  }
  expect(told).toEqual([1, 1, 2, 3, 3])
})

it('shows every metric with its thresholds and the releases that overlap', async () => {
  answers = [{ state: 'read', value: series, source: 'test', readAt }]
  await cache.refresh()
  const result = await read()
  expect(result).toMatchObject({
    ok: true,
    value: { from: '2026-11-20T10:00:00.000Z', readAt, markers: [{ releaseId: 'r1' }] },
  })
  const shown = result.ok ? result.value.series : []
  expect(shown.map(({ metric, unit, points }) => `${metric} ${unit} ${points.length}`)).toEqual([
    'error-rate percent 0',
    'latency-p50 milliseconds 0',
    'latency-p95 milliseconds 0',
    'latency-p99 milliseconds 0',
    'requests count 1',
    'healthy-hosts count 0',
  ])
  expect(shown.find(({ metric }) => metric === 'requests')?.thresholds).toEqual([limit])
})

it('keeps the last values when a read fails, and says that and since when', async () => {
  answers = [{ state: 'read', value: series, source: 'test', readAt }, unreadable]
  await cache.refresh()
  await cache.refresh()
  const result = await read()
  expect(result).toMatchObject({ ok: true, value: { readAt } })
  expect(result.ok && result.value.series.find(({ metric }) => metric === 'requests')).toMatchObject({
    points: series[0]?.points,
    unreadable: 'Access was denied.',
  })
})

it('keeps the last values of one series that fails, and says that of it alone', async () => {
  const [requests] = series
  if (requests === undefined) throw new Error('no series')
  const hosts: MeasuredSeries = { ...requests, metric: 'healthy-hosts' }
  const failed = { ...hosts, points: [], unreadable: 'Access was denied.' }
  const answer = (value: readonly MeasuredSeries[]) =>
    ({ state: 'read', value, source: 'test', readAt }) as const
  answers = [answer([requests, hosts]), answer([requests, failed])]
  await cache.refresh()
  await cache.refresh()
  const result = await read()
  const shown = result.ok ? result.value.series : []
  expect(shown.find(({ metric }) => metric === 'healthy-hosts')).toMatchObject({
    points: hosts.points,
    unreadable: 'Access was denied.',
  })
  expect(shown.find(({ metric }) => metric === 'requests')?.unreadable).toBeNull()
})

it('says that nothing was read before the first read', async () => {
  expect(await read()).toMatchObject({
    ok: true,
    value: {
      readAt: null,
      series: [{ unreadable: 'The metrics have not been read yet.' }, {}, {}, {}, {}, {}],
    },
  })
})

it('reads whole minutes anew for a release that watches its effect', async () => {
  const asked: MeasurementWindow[] = []
  const readMetrics: ReadMetrics = async (_environments, window) => {
    asked.push(window)
    return [{ state: 'read', value: series, source: 'test', readAt }]
  }
  const [from, to] = [new Date('2026-11-20T12:58:50Z'), new Date('2026-11-20T12:59:10Z')]
  const measurements = await readWindow(
    { readMetrics, thresholdsInForce: configuredPolicies.thresholdsInForce, periodSeconds: 60 },
    watched,
    from,
    to,
  )
  expect(asked).toEqual([
    {
      from: new Date('2026-11-20T12:58:00.000Z'),
      to: new Date('2026-11-20T13:00:00.000Z'),
      periodSeconds: 60,
    },
  ])
  expect(measurements).toMatchObject({ from: from.toISOString(), to: to.toISOString() })
  expect(measurements.series.find(({ metric }) => metric === 'requests')).toMatchObject({
    points: series[0]?.points,
    thresholds: [limit],
  })
})

it('goes on reading after a failure, and stops when told to', async () => {
  const due: (() => void)[] = []
  const errors: unknown[] = []
  let reads = 0
  const monitor = createMeasurementMonitor({
    cache: {
      refresh: async () => {
        reads += 1
        throw new Error('away')
      },
    },
    timers: {
      after: (_milliseconds, act) => {
        due.push(act)
        return () => due.splice(0)
      },
    },
    intervalSeconds: 60,
    onError: (error) => errors.push(error),
  })
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  monitor.start()
  await settle()
  due.shift()?.()
  await settle()
  expect([reads, errors.length]).toEqual([2, 2])
  await monitor.stop()
  expect(due).toEqual([])
})
