import { expect, test, vi } from 'vitest'
import { configuredPolicies } from '../../domain/policy/in-force.ts'
import { environment, observe, otherDigest } from '../../domain/drift/testing/drift-fixture.ts'
import { fail, ok } from '../../domain/result.ts'
import { planRelease, type PlanReleaseDeps } from './plan-release.ts'
import type { GoodRelease } from './ports.ts'
import { noRolloutReads } from './testing/no-rollout-reads.ts'

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
const hostile = fail({
  code: 'artifact-hostile',
  title: 'The image holds a link, which could lead out of the frontend folder; nothing was taken from it.',
  detail: null,
  remedy: null,
})

async function planEmergency(goodReleases: readonly GoodRelease[]) {
  const inspectArtifact = vi.fn<PlanReleaseDeps['inspectArtifact']>(async () => hostile)
  const plan = await planRelease(
    {
      findEnvironment: () => environment,
      observe: async () => observe(),
      artifacts: { get: async () => ok({ version: 'v1', tags: ['v1'], labels: null, scan: null }) } as never,
      inspectArtifact,
      planFrontendFiles: async () => hostile,
      readSidecars: async () => [],
      checkBucket: async () => ok(undefined),
      invalidationPaths: () => ['/*'],
      taskDefinitions: {} as never,
      releases: {
        savePlan: async () => undefined,
        activeReleaseId: async () => null,
        stepHistory: async () => ({}),
        goodReleases: async () => [...goodReleases],
        versionHolds: async () => new Map(),
        get: async () => null,
        getPlan: async () => null,
      },
      rolloutReads: noRolloutReads,
      rolloutPolicyInForce: configuredPolicies.rolloutPolicyInForce,
      newId: () => 'plan-1',
      clock: { now: () => new Date('2026-11-20T13:00:00.000Z') },
    },
    {
      ref: environment,
      request: { kind: 'rollback', scope: 'frontend', digest: otherDigest, emergency: true },
      actor: { id: 'ana', name: 'Ana', kind: 'person' },
    },
  )
  if (!plan.ok) throw new Error(plan.problem.title)
  return { plan: plan.value, inspectArtifact }
}

test('an emergency does not wait for a look inside a version that has served here', async () => {
  const { plan, inspectArtifact } = await planEmergency([served])
  expect(inspectArtifact).not.toHaveBeenCalled()
  expect(plan.blocked).toBe(false)
})

test.each([
  ['never', []],
  ['only as a backend', [{ ...served, scope: 'backend' as const }]],
])(
  'an emergency looks inside a version that has served here %s, before anything changes',
  async (_name, good) => {
    const { plan, inspectArtifact } = await planEmergency(good)
    expect(inspectArtifact).toHaveBeenCalledOnce()
    expect(plan.blocked).toBe(true)
    expect(plan.preflight.find(({ id }) => id === 'artifact-frontend')?.status).toBe('fail')
  },
)
