import { reportAsOf } from '@lockstep/shared-types/freshness'
import { expect, it } from 'vitest'
import { createDriftReport } from './drift-report.ts'
import { environment, now, observe, read } from './testing/drift-fixture.ts'

const reportOf = (change: Parameters<typeof observe>[0] = {}) =>
  createDriftReport({
    environment,
    observation: observe(change),
    previous: null,
    durationMilliseconds: 1,
    awsCalls: 0,
  })
const after = (seconds: number): number => Date.parse(now) + seconds * 1000

it('leaves a fresh report as it is', () => {
  const report = reportOf()
  expect(reportAsOf(report, 120, after(119))).toBe(report)
})

it('calls nothing good that nobody has looked at for too long', () => {
  const aged = reportAsOf(reportOf(), 120, after(3600))
  expect(aged).toMatchObject({ status: 'unknown', remedy: null, since: new Date(after(120)).toISOString() })
  expect(aged.headline).toMatch(/^Nobody has looked since 2026-11-20 12:00 UTC\. Then: In step/)
  expect(new Set(aged.checks.map(({ status }) => status))).toEqual(new Set(['unknown']))
})

it('goes on telling what was wrong, with its remedy', () => {
  const report = reportOf({ health: read({ status: 503, latencyMilliseconds: 9, body: null }) })
  const aged = reportAsOf(report, 120, after(3600))
  expect(aged).toMatchObject({ status: 'fail', headline: report.headline, remedy: report.remedy })
  expect(aged.checks.filter(({ status }) => status === 'fail').map(({ id }) => id)).toEqual(['health'])
})
