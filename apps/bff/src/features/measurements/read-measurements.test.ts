import { beforeEach, expect, it } from 'vitest'
import { environment as fixture } from '../../domain/drift/testing/drift-fixture.ts'
import type { Threshold } from '@lockstep/shared-types/measurement'
import type { Environment } from '../../domain/environment.ts'
import type { MeasurementRead } from './measurement-reads.ts'
import type { MeasuredSeries } from './ports.ts'
import { readMeasurements } from './read-measurements.ts'

const to = new Date('2026-11-20T13:00:00Z')
const readAt = to.toISOString()
const before = (hours: number): string => new Date(to.getTime() - hours * 3_600_000).toISOString()
const series = (changes: Partial<MeasuredSeries> = {}): MeasuredSeries => ({
  metric: 'requests',
  unit: 'count',
  periodSeconds: 60,
  variant: 'all',
  endpoint: null,
  points: [
    { at: before(2.5), value: 1 },
    { at: before(0.5), value: 2 },
  ],
  unreadable: null,
  ...changes,
})
const application = {
  namespace: 'Shop',
  requests: 'Requests',
  errors: 'Errors',
  latency: 'Latency',
  variants: null,
  endpoints: { dimension: 'Endpoint', names: ['GET /courses'] },
}

const limits: Threshold[] = [{ metric: 'requests', level: 'warning', comparison: 'below', limit: 7 }]
let inForce: Threshold[]
let environment: Environment
let asked: string[]
beforeEach(() => {
  environment = fixture
  inForce = limits
  asked = []
})

const read = (hours: number) =>
  readMeasurements(
    {
      findEnvironment: () => environment,
      thresholdsInForce: async () => ({
        version: 3,
        changedBy: null,
        changedAt: null,
        reason: null,
        thresholds: inForce,
      }),
      cache: {
        get: () => ({
          window: { from: new Date(before(3)), to, periodSeconds: 60 },
          series: [series(), series({ variant: 'candidate' })],
          readAt,
          unreadable: null,
        }),
      },
      reads: async (_environment, wanted, selection): Promise<MeasurementRead> => {
        asked.push(`${wanted} ${selection}`)
        const window = { from: new Date(before(wanted)), to, periodSeconds: 300 }
        const value = [series({ endpoint: 'GET /courses' })]
        return { window, reading: { state: 'read', value, source: 'test', readAt } }
      },
      readMarkers: async (_ref, span) => [
        { releaseId: 'r1', at: span.from, label: 'deploy v2', kind: 'release' },
      ],
      clock: { now: () => to },
      windowSeconds: 3 * 3600,
      periodSeconds: 60,
    },
    fixture,
    hours,
  )

it('shows the hours that the monitor keeps without reading anything', async () => {
  const result = await read(1)
  expect(result).toMatchObject({
    ok: true,
    value: { from: before(1), to: readAt, readAt, markers: [{ at: before(1) }] },
  })
  const shown = result.ok ? result.value : null
  expect(shown?.series.find(({ metric }) => metric === 'requests')).toMatchObject({
    points: [{ at: before(0.5), value: 2 }],
    thresholds: [{ limit: 7 }],
  })
  expect(shown?.variants).toMatchObject([{ variant: 'candidate', thresholds: [{ limit: 7 }] }])
  expect(asked).toEqual([])
})

it('adds the endpoints, where the configuration names some, by a read that all share', async () => {
  environment = { ...fixture, metrics: { application, database: null, rum: null } }
  const result = await read(1)
  expect(result.ok && result.value.variants).toMatchObject([
    { variant: 'candidate' },
    { endpoint: 'GET /courses', points: [{ value: 2 }] },
  ])
  expect(asked).toEqual(['3 endpoints'])
})

it('reads a longer window with larger periods', async () => {
  const result = await read(24)
  expect(asked).toEqual(['24 everything'])
  expect(result).toMatchObject({ ok: true, value: { from: before(24) } })
  expect(result.ok && result.value.series[0]?.periodSeconds).toBe(300)
})

it('has rows for the database and the frontend only where they are measured', async () => {
  const metrics = async () => {
    const result = await read(1)
    return result.ok ? result.value.series.map(({ metric }) => metric) : []
  }
  expect(await metrics()).not.toContain('database-connections')
  environment = {
    ...fixture,
    metrics: { application: null, database: { instanceId: 'db' }, rum: { applicationName: 'site' } },
  }
  expect(await metrics()).toEqual(expect.arrayContaining(['database-connections', 'frontend-error-rate']))
})

it('does not let a limit vanish with the configuration of what it is on', async () => {
  inForce = [{ metric: 'database-connections', level: 'critical', comparison: 'above', limit: 80 }]
  const result = await read(1)
  const shown = result.ok ? result.value.series.find(({ metric }) => metric === 'database-connections') : null
  expect(shown).toMatchObject({
    points: [],
    thresholds: inForce,
    unreadable: expect.stringMatching(/not measured/),
  })
})
