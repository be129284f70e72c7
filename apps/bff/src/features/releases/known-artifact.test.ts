import type { Release } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import { environment, otherDigest } from '../../domain/drift/testing/drift-fixture.ts'
import type { PlanBasis } from '../../domain/release/plan-basis.ts'
import { fail } from '../../domain/result.ts'
import { knownArtifact } from './known-artifact.ts'
import type { GoodRelease, StoredPlan } from './ports.ts'

const throttled = fail({ code: 'aws-throttled', title: 'AWS is busy.', detail: null, remedy: null })
const served: GoodRelease = {
  releaseId: 'r1',
  kind: 'deploy',
  status: 'succeeded',
  from: null,
  artifact: { version: 'v1', digest: otherDigest },
  scope: 'both',
  endedAt: '2026-11-20T10:00:00.000Z',
  requestedBy: 'Ana',
  taskDefinitionArn: null,
  hold: null,
}
const basis = { commit: '622d2103', names: ['v1', '1.0.0'] } as Partial<PlanBasis> as PlanBasis
const known = (good: readonly GoodRelease[], version: string | null) =>
  knownArtifact(
    {
      releases: {
        goodReleases: async () => good,
        get: async () => ({ planId: 'p1' }) as Partial<Release> as Release,
        getPlan: async () => ({ basis }) as Partial<StoredPlan> as StoredPlan,
      },
    },
    environment,
    throttled,
    { digest: otherDigest, version },
  )

test('where the registry does not answer, a version is called as it was when it was released here', async () => {
  expect(await known([served], null)).toEqual({ version: 'v1', commit: '622d2103', names: ['v1', '1.0.0'] })
})

test('else as whoever asks calls it, and by its digest where nobody calls it anything', async () => {
  expect(await known([], 'v1')).toEqual({ version: 'v1', commit: null, names: [] })
  expect(await known([], null)).toMatchObject({ version: otherDigest })
})
