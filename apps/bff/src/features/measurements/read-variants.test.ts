import { beforeEach, expect, it } from 'vitest'
import { environment as fixture } from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import { candidateShare } from '../../domain/decision/candidate-share.ts'
import type { CachedMeasurements } from './measurement-cache.ts'
import type { MeasurementRead } from './measurement-reads.ts'
import type { MeasuredSeries } from './ports.ts'
import { createReadVariants } from './read-variants.ts'

const to = new Date('2026-11-20T13:00:00Z')
const minutesBefore = (minutes: number): string => new Date(to.getTime() - minutes * 60_000).toISOString()
const series = (
  metric: MeasuredSeries['metric'],
  variant: MeasuredSeries['variant'],
  values: readonly (number | null)[],
  unreadable: string | null = null,
): MeasuredSeries => ({
  metric,
  unit: 'count',
  periodSeconds: 60,
  variant,
  endpoint: null,
  points: values.map((value, index) => ({ at: minutesBefore(values.length - index), value })),
  unreadable,
})
const both = [
  series('requests', 'all', [1000, 1000]),
  series('error-rate', 'all', [1, 1]),
  series('requests', 'baseline', [900, 900]),
  series('requests', 'candidate', [100, 100]),
  series('error-rate', 'candidate', [4, 6]),
]
const whole = both.filter(({ variant }) => variant === 'all')

let now: Date
let cached: CachedMeasurements | null
let reads: number[]
let broken: Error | null
beforeEach(() => {
  now = new Date(to.getTime() + 20_000)
  cached = keep(both)
  reads = []
  broken = null
})
const keep = (kept: readonly MeasuredSeries[], unreadable: string | null = null): CachedMeasurements => ({
  window: { from: new Date(to.getTime() - 3 * 3_600_000), to, periodSeconds: 60 },
  series: kept,
  readAt: to.toISOString(),
  unreadable,
})
const read = (windowSeconds = 300, environment: Environment = fixture) =>
  createReadVariants({
    cache: {
      get: () => cached,
      refresh: async () => {
        cached ??= keep(both)
      },
    },
    reads: async (_environment, hours): Promise<MeasurementRead> => {
      reads.push(hours)
      if (broken !== null) throw broken
      const window = { from: new Date(to.getTime() - hours * 3_600_000), to, periodSeconds: 300 }
      return { window, reading: { state: 'read', value: both, source: 'test', readAt: to.toISOString() } }
    },
    clock: { now: () => now },
    windowSeconds: 3 * 3600,
  })(environment, { windowSeconds })

it('answers from what the monitor keeps', async () => {
  const answer = await read()
  expect(answer.unreadable).toBeNull()
  expect(answer.all).toMatchObject({
    requests: 2000,
    values: { 'error-rate': 1 },
    newestAt: minutesBefore(1),
  })
  expect(answer.baseline?.requests).toBe(1800)
  expect(answer.candidate).toMatchObject({ requests: 200, values: { 'error-rate': 5 } })
  expect(reads).toEqual([])
})

it('looks no further back than the window', async () => {
  expect((await read(60)).candidate).toMatchObject({ requests: 100, values: { 'error-rate': 6 } })
})

it('reads the first values when nothing is kept yet', async () => {
  cached = null
  expect((await read()).candidate?.requests).toBe(200)
})

it('reads a window that is longer than what is kept', async () => {
  expect((await read(24 * 3600)).candidate?.requests).toBe(200)
  expect(reads).toEqual([24])
})

it('says why variants cannot be told apart, and gives the whole', async () => {
  cached = keep(whole)
  expect(await read()).toMatchObject({
    all: { requests: 2000 },
    baseline: null,
    candidate: null,
    unreadable: 'The metrics do not tell baseline and candidate apart: declare metrics.application.variants.',
  })
})

it('withholds the whole when the candidate cannot be read: its errors would vanish among everybody’s', async () => {
  const denied = 'Access was denied.'
  cached = keep([
    ...both.filter(({ variant }) => variant !== 'candidate'),
    series('requests', 'candidate', [], denied),
    series('error-rate', 'candidate', [], denied),
  ])
  const answer = await read()
  expect(answer).toMatchObject({ all: null, candidate: null, unreadable: denied })
  expect(candidateShare(answer.baseline, answer.candidate)).toBeNull()
})

it('takes a candidate without requests for one without traffic, not for one that could not be read', async () => {
  cached = keep([
    ...both.filter(({ variant }) => variant !== 'candidate'),
    series('requests', 'candidate', [null, null]),
  ])
  const answer = await read()
  expect(answer.candidate).toMatchObject({ requests: null, newestAt: null, values: {} })
  expect(candidateShare(answer.baseline, answer.candidate)).toEqual({ percent: 0, requests: 1800 })
})

it('bears a refresh that fails, and takes nothing for current once it has failed for a minute', async () => {
  cached = keep(both, 'CloudWatch did not answer.')
  now = new Date(to.getTime() + 50_000)
  expect(await read()).toMatchObject({
    candidate: { newestAt: minutesBefore(1), requests: 200 },
    unreadable: 'CloudWatch did not answer.',
  })
  now = new Date(to.getTime() + 61_000)
  expect(await read()).toEqual({
    all: null,
    baseline: null,
    candidate: null,
    unreadable: 'CloudWatch did not answer.',
  })
})

it('takes a long window whose read breaks for one that cannot be read: the rest must be judged all the same', async () => {
  broken = new Error('No such metric.')
  expect(await read(24 * 3600)).toEqual({
    all: null,
    baseline: null,
    candidate: null,
    unreadable: 'The metrics could not be read: No such metric.',
  })
})
