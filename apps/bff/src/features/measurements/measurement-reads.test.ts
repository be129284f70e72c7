import { beforeEach, expect, it } from 'vitest'
import { environment, unreadable } from '../../domain/drift/testing/drift-fixture.ts'
import { createMeasurementReads, type MeasurementReads } from './measurement-reads.ts'
import type { MeasurementWindow } from './ports.ts'

let now: Date
let asked: { readonly window: MeasurementWindow; readonly selection: string | undefined }[]
let reads: MeasurementReads
let broken: boolean
beforeEach(() => {
  now = new Date('2026-11-20T13:07:42Z')
  asked = []
  broken = false
  reads = createMeasurementReads({
    readMetrics: async (_environments, window, selection) => {
      asked.push({ window, selection })
      if (broken) throw new Error('No such metric.')
      return [unreadable]
    },
    clock: { now: () => now },
  })
})

it.each([
  [1, 60, '2026-11-20T12:07:00.000Z', '2026-11-20T13:07:00.000Z'],
  [3, 60, '2026-11-20T10:07:00.000Z', '2026-11-20T13:07:00.000Z'],
  [4, 300, '2026-11-20T09:05:00.000Z', '2026-11-20T13:05:00.000Z'],
  [24, 300, '2026-11-19T13:05:00.000Z', '2026-11-20T13:05:00.000Z'],
  [25, 900, '2026-11-19T12:00:00.000Z', '2026-11-20T13:00:00.000Z'],
  [72, 900, '2026-11-17T13:00:00.000Z', '2026-11-20T13:00:00.000Z'],
])('reads %i hours in whole periods of %i seconds', async (hours, periodSeconds, from, to) => {
  const { window } = await reads(environment, hours, 'everything')
  expect(window).toEqual({ from: new Date(from), to: new Date(to), periodSeconds })
  expect(asked).toEqual([{ window, selection: 'everything' }])
})

it('reads once a minute, however many look, and whether it worked or not', async () => {
  await Promise.all([reads(environment, 24, 'core'), reads(environment, 24, 'core')])
  now = new Date(now.getTime() + 59_000)
  await reads(environment, 24, 'core')
  expect(asked).toHaveLength(1)
  now = new Date(now.getTime() + 1000)
  await reads(environment, 24, 'core')
  expect(asked).toHaveLength(2)
})

it('reads anew when the clock was set back', async () => {
  await reads(environment, 24, 'core')
  now = new Date(now.getTime() - 3_600_000)
  await reads(environment, 24, 'core')
  expect(asked).toHaveLength(2)
})

it('reads another window, another selection and another environment for themselves', async () => {
  await reads(environment, 24, 'core')
  await reads(environment, 72, 'core')
  await reads(environment, 24, 'everything')
  await reads({ ...environment, environmentId: 'other' }, 24, 'core')
  expect(asked).toHaveLength(4)
})

it('keeps nothing of a read that broke', async () => {
  broken = true
  await expect(reads(environment, 24, 'core')).rejects.toThrow('No such metric.')
  broken = false
  expect((await reads(environment, 24, 'core')).reading).toBe(unreadable)
})
