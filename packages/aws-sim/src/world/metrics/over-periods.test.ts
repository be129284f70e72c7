import { expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'
import { createOverPeriods } from './over-periods.ts'
import { query } from './query.ts'

const minute = 60_000
const begin = Date.UTC(2026, 10, 2, 9)

it('asks for a period that is over once, and for the open ones each time', () => {
  let now = begin + 10 * minute
  const over = createOverPeriods(() => now)
  const asked: [number, number][] = []
  const recall = () =>
    over.recall('Sum 60', { from: now - 5 * minute, to: now, periodSeconds: 60 }, (from, to) => {
      asked.push([(from - begin) / minute, (to - begin) / minute])
      return Array.from({ length: (to - from) / minute }, (_, index) => [from + index * minute, 1] as const)
    })
  expect([...recall().keys()]).toEqual([5, 6, 7, 8, 9].map((at) => begin + at * minute))
  now += minute
  expect([...recall().keys()]).toEqual([6, 7, 8, 9, 10].map((at) => begin + at * minute))
  expect(asked).toEqual([
    [5, 8],
    [8, 10],
    [8, 9],
    [9, 11],
  ])
})

it('computes a period anew when something is recorded in it late', () => {
  let now = begin
  const clock = { now: () => now, date: () => new Date(now) }
  const metrics = createMetrics({ clock: { ...clock, after: () => () => {}, every: () => () => {} } })
  const id = { namespace: 'Test', name: 'Requests', dimensions: {} }
  const sums = () => [
    ...query(metrics, id, 'Sum', { from: begin, to: begin + 20 * minute, periodSeconds: 300 }).values(),
  ]
  metrics.record(id, 3, { at: begin + minute })
  now = begin + 20 * minute
  expect(sums()).toEqual([3])
  metrics.record(id, 4, { at: begin + 2 * minute })
  expect(sums()).toEqual([7])
})
