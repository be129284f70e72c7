import { expect, it } from 'vitest'
import type { DriftGlance } from '../../domain/drift/drift-glance.ts'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import { listFleet } from './list-fleet.ts'

const staging = { ...environment, environmentId: 'staging', name: 'Staging', protected: false }
const glance: DriftGlance = {
  applicationId: 'storefront',
  environmentId: 'production',
  status: 'fail',
  since: '2026-11-20T12:00:00.000Z',
  headline: 'The edge serves an older version.',
  observedAt: '2026-11-20T13:00:00.000Z',
  failing: 2,
  warning: 1,
  unknown: 0,
  frontendVersion: 'v1',
  backendVersion: 'v2',
}

it('lists every configured environment in the order of the configuration, checked or not', async () => {
  const gone: DriftGlance = { ...glance, environmentId: 'no-longer-configured' }
  const fleet = await listFleet({
    clock: { now: () => new Date('2026-11-20T13:00:10.000Z') },
    environments: [staging, environment],
    readGlances: async () => [glance, gone],
    readCurrentReleases: async () => ({
      active: [],
      last: [],
      rollouts: [
        {
          applicationId: 'storefront',
          environmentId: 'production',
          releaseId: '01R',
          percent: 25,
          phase: 'baking',
        },
      ],
    }),
  })
  expect(fleet.environments).toMatchObject([
    {
      environmentId: 'staging',
      status: 'unknown',
      since: null,
      observedAt: null,
      protected: false,
      rollout: null,
    },
    {
      ...glance,
      protected: true,
      activeRelease: null,
      rollout: { releaseId: '01R', percent: 25, phase: 'baking' },
    },
  ])
  expect(fleet.environments).toHaveLength(2)
})
