import { EnvironmentDetail } from '@lockstep/shared-types/environment'
import { expect, it } from 'vitest'
import { createDriftReport } from '../../domain/drift/drift-report.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import {
  absent,
  digest,
  environment,
  image,
  now,
  observe,
  read,
  unreadable,
  version,
} from '../../domain/drift/testing/drift-fixture.ts'
import { getEnvironment } from './get-environment.ts'

const get = (
  observation: Observation | null,
  environmentId = environment.environmentId,
  at: Date = new Date(now),
) =>
  getEnvironment(
    {
      findEnvironment: (ref) => (ref.environmentId === environment.environmentId ? environment : null),
      readSnapshot: async () =>
        observation && {
          observation,
          report: createDriftReport({
            environment,
            observation,
            previous: null,
            durationMilliseconds: 1,
            awsCalls: 9,
          }),
        },
      readReleases: async () => ({ active: null, last: null, rollout: null }),
      clock: { now: () => at },
    },
    { applicationId: environment.applicationId, environmentId },
  )

it('shows both halves as they were last observed', async () => {
  const result = await get(observe())
  if (!result.ok) throw new Error(result.problem.title)
  expect(EnvironmentDetail.parse(result.value)).toMatchObject({
    status: 'ok',
    backendVersion: version,
    frontendVersion: version,
    backend: { name: 'shop/storefront', artifact: { version, digest }, unreadable: null },
    frontend: { name: 'storefront-production-site behind E1PRODUCTION', version, unreadable: null },
  })
})

it('says why a half could not be read, and still shows the other', async () => {
  const result = await get(observe({ service: unreadable, taskDefinition: unreadable, tasks: unreadable }))
  expect(result).toMatchObject({
    ok: true,
    value: {
      status: 'unknown',
      backend: { version: null, tasks: null, unreadable: 'Access was denied.' },
      frontend: { version, unreadable: null },
    },
  })
})

it('does not call in step what nobody has looked at for too long', async () => {
  const late = new Date(Date.parse(now) + 3_600_000)
  expect(await get(observe(), environment.environmentId, late)).toMatchObject({
    ok: true,
    value: {
      status: 'unknown',
      headline: expect.stringContaining('Nobody has looked since 2026-11-20 12:00'),
    },
  })
})

it('says why a version cannot be told that no name leads to', async () => {
  const runningImage = read({ ...image, tags: [] })
  expect(await get(observe({ runningImage, lastRelease: absent }))).toMatchObject({
    ok: true,
    value: { backend: { version: null, unreadable: expect.stringContaining('by no version') } },
  })
})

it('knows nothing of an environment that was not observed yet, and says so', async () => {
  expect(await get(null)).toMatchObject({
    ok: true,
    value: { status: 'unknown', observedAt: null, backend: { version: null, readAt: null } },
  })
})

it('does not know an environment that is not configured', async () => {
  expect(await get(null, 'elsewhere')).toMatchObject({ ok: false, problem: { code: 'not-found' } })
})
