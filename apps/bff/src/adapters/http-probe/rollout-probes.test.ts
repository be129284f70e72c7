import type { ProbeCause } from '@lockstep/shared-types/problem'
import { expect, test } from 'vitest'
import type { HealthState } from '../../domain/drift/observation.ts'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import type { Reading } from '../../domain/reading.ts'
import { ok } from '../../domain/result.ts'
import { createRolloutProbes } from './rollout-probes.ts'

const where = { source: 'test', readAt: '2026-11-20T10:00:00.000Z' }
const answers = (status: number): Reading<HealthState> => ({
  ...where,
  state: 'read',
  value: { status, latencyMilliseconds: 5, body: null },
})
const silent = (
  code: 'probe-failed' | 'probe-not-allowed',
  probeCause: ProbeCause = 'timeout',
): Reading<never> => ({
  ...where,
  state: 'unreadable',
  problem: { code, title: 'No answer.', detail: null, remedy: null, probeCause },
})
const refused = silent('probe-failed', 'refused')
const unresolved = silent('probe-failed', 'unresolved')
const site: Reading<HealthState> = {
  ...where,
  state: 'read',
  value: { status: 200, latencyMilliseconds: 5, body: null, isSitePage: true },
}

const probes = (given: {
  readonly health?: readonly Reading<HealthState>[]
  readonly versions?: readonly string[]
  readonly status?: number
  readonly body?: string
}) => {
  const health = [...(given.health ?? [])]
  const versions = [...(given.versions ?? [])]
  const waited: number[] = []
  const made = createRolloutProbes({
    probe: {
      get: async () =>
        ok({
          status: given.status ?? 200,
          headers: {},
          body: given.body ?? '',
          sha256: '',
          latencyMilliseconds: 1,
        }),
    },
    readHealth: async () => health.shift() ?? answers(200),
    readAppVersion: async () => {
      const version = versions.shift()
      return version === undefined ? silent('probe-failed') : { ...where, state: 'read', value: { version } }
    },
    wait: async (milliseconds) => {
      waited.push(milliseconds)
    },
  })
  return { ...made, waited }
}

test.each([
  ['one 503 is a hiccup', [answers(503), answers(200)], 'up', 1],
  ['two in a row are an outage', [answers(503), answers(500)], 'down', 1],
  ['a refusal to connect is an outage', [refused, refused], 'down', 1],
  ['a name that is not found may be the fault of this host', [unresolved, unresolved], 'unreachable', 1],
  [
    'no answer twice may be the fault of this host',
    [silent('probe-failed'), silent('probe-failed')],
    'unreachable',
    1,
  ],
  ['no answer once is a hiccup', [silent('probe-failed'), answers(200)], 'up', 1],
  ['a refusal to sign in is an answer', [silent('probe-failed', 'denied')], 'up', 0],
  ['a redirect is an answer', [silent('probe-failed', 'redirect')], 'up', 0],
  ['the page of the frontend in its place is an outage', [site, site], 'down', 1],
  ['what may not be asked is not known', [silent('probe-not-allowed')], 'unknown', 0],
] as const)('%s', async (_name, health, wanted, waits) => {
  const rig = probes({ health })
  expect(await rig.readAvailability(environment)).toBe(wanted)
  expect(rig.waited).toHaveLength(waits)
})

const eight = (version: string): string[] => Array.from({ length: 8 }, () => version)
test.each([
  ['every answer of the old version', eight('v1'), 'off'],
  ['one of another', [...eight('v1').slice(1), 'v2'], 'on'],
  ['one without an answer', eight('v1').slice(1), 'unknown'],
] as const)('%s', async (_name, versions, wanted) => {
  expect(await probes({ versions }).probeOff(environment, 'v1')).toBe(wanted)
})

const expected = { name: 'Courses', path: '/courses', status: 401, bodyHolds: 'sign in' }
test('the page of the frontend is no answer of the backend', async () => {
  const body = '<html data-build-version="v1"></html>'
  const asked = { name: 'Courses', path: '/courses', status: 200, bodyHolds: null }
  expect(await probes({ status: 200, body }).probeAnswer(environment, asked)).toEqual({
    ok: false,
    sentence: '/courses answered 200, but with the page of the frontend: the backend did not answer.',
  })
})

test.each([
  [401, 'Please sign in.', true, '/courses answered 401, as expected.'],
  [200, '[]', false, '/courses answered 200 instead of 401.'],
  [401, 'No.', false, '/courses answered 401, but not with “sign in”.'],
])('an answer of %i %s', async (status, body, isOk, sentence) => {
  expect(await probes({ status, body }).probeAnswer(environment, expected)).toEqual({ ok: isOk, sentence })
})
