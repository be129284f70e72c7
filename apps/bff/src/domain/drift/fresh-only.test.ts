import { expect, it } from 'vitest'
import { createDriftReport } from './drift-report.ts'
import { freshOnly } from './fresh-only.ts'
import type { Observation } from './observation.ts'
import { environment, now, observe, site } from './testing/drift-fixture.ts'

const earlier = (seconds: number): string => new Date(Date.parse(now) - seconds * 1000).toISOString()
const { staleAfterSeconds } = environment.drift
const report = (observation: Observation) =>
  createDriftReport({ environment, observation, previous: null, durationMilliseconds: 1, awsCalls: 0 })

it('keeps what was read within the limit', () => {
  const { health } = observe()
  const seen = observe({ health: { ...health, readAt: earlier(staleAfterSeconds) } })
  expect(freshOnly(seen, staleAfterSeconds)).toEqual(seen)
})

it('does not count what was read before, and says when that was', () => {
  const { health } = observe()
  const { checks, status } = report(
    observe({ health: { ...health, readAt: earlier(staleAfterSeconds + 60) } }),
  )
  expect(status).toBe('unknown')
  expect(checks.find(({ id }) => id === 'health')).toMatchObject({
    status: 'unknown',
    sentence: expect.stringContaining('read 3 min before (2026-11-20 11:57 UTC)'),
  })
})

it('looks at what each place serves as well', () => {
  const { html } = site()
  const seen = observe({ edge: site({ html: { ...html, readAt: earlier(9_999) } }) })
  expect(freshOnly(seen, staleAfterSeconds).edge.html).toMatchObject({ state: 'unreadable' })
  expect(report(seen).checks.find(({ id }) => id === 'version-match')?.status).toBe('unknown')
})
