import type { Artifact } from '@lockstep/shared-types/artifact'
import type { Plan } from '@lockstep/shared-types/plan'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Release } from '@lockstep/shared-types/release'
import { expect, test } from 'vitest'
import type { Observation } from '../../domain/drift/observation.ts'
import {
  environment,
  observe,
  otherDigest,
  unreadable,
  version,
} from '../../domain/drift/testing/drift-fixture.ts'
import { isRetryable } from '../../domain/release/retryable.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import { recheckPreflight } from './recheck-preflight.ts'
import { noRolloutReads } from './testing/no-rollout-reads.ts'

const registered: Artifact = {
  version,
  tags: [version],
  digest: otherDigest,
  repository: 'storefront',
  pushedAt: '2026-11-20T09:00:00.000Z',
  sizeBytes: 1,
  labels: { version, commit: null, branch: null, builtAt: null, cleanTree: true, testsPassed: true },
  scan: { state: 'complete', counts: {} },
  deployedIn: [],
  platforms: ['linux/amd64'],
  deployedBefore: [],
  holds: [],
}
const throttled: Problem = { code: 'aws-throttled', title: 'AWS is busy.', detail: null, remedy: null }
const denied: Problem = {
  code: 'aws-access-denied',
  title: 'AWS denied ecs:DescribeServices.',
  detail: 'the role',
  remedy: 'Allow it.',
}
const busy = { ...unreadable, problem: throttled }
const refused = { ...unreadable, problem: denied }

async function blockedBy(given: {
  observation?: Partial<Observation>
  artifact?: Result<Artifact>
  overridden?: string[]
}): Promise<Problem | null> {
  const shape = { kind: 'rollback', scope: 'backend', strategy: 'all-at-once', emergency: false } as const
  const overrides = (given.overridden ?? []).map((check) => ({ check, reason: 'Known.' }))
  const result = await recheckPreflight(
    {
      observe: async () => observe(given.observation),
      artifacts: { get: async () => given.artifact ?? ok(registered) },
      inspectArtifact: () => Promise.reject(new Error('not for a backend')),
      readSidecars: async () => [],
      rolloutReads: noRolloutReads,
      releases: { versionHolds: async () => new Map() },
      checkBucket: () => Promise.reject(new Error('not for a backend')),
    },
    environment,
    {
      release: { artifact: { version, digest: otherDigest }, overrides } as Partial<Release> as Release,
      plan: { ...shape, taskDefinition: null } as Partial<Plan> as Plan,
    },
  )
  return result.ok ? null : result.problem
}

test('nothing blocks where every check passes', async () => {
  expect(await blockedBy({})).toBeNull()
})

test('a denied read ends the step at once, with the code, the action and the remedy of the denial', async () => {
  const problem = await blockedBy({ observation: { service: refused } })
  expect(problem).toMatchObject({
    code: 'aws-access-denied',
    title: 'A preflight check could not be made: AWS denied ecs:DescribeServices.',
    detail: 'the role',
    remedy: 'Allow it.',
    errors: [{ path: 'service-steady' }],
  })
  expect(problem !== null && isRetryable(problem)).toBe(false)
})

test('a read that may pass by itself is tried again', async () => {
  const problem = await blockedBy({ observation: { service: busy } })
  expect(problem !== null && isRetryable(problem)).toBe(true)
})

test('a denied read beside one that may pass is not tried again', async () => {
  expect(await blockedBy({ observation: { service: refused }, artifact: fail(throttled) })).toMatchObject({
    code: 'aws-access-denied',
    errors: [{ path: 'service-steady' }],
  })
})

test('a check that fails is told before a read that was denied', async () => {
  const gone = fail({ code: 'artifact-not-found', title: 'Gone.', detail: null, remedy: null } as const)
  expect(await blockedBy({ observation: { service: refused }, artifact: gone })).toMatchObject({
    code: 'verification-failed',
    errors: [{ path: 'artifact-exists' }, { path: 'service-steady' }],
  })
})

test('what somebody has overridden does not block, denied or not', async () => {
  expect(await blockedBy({ observation: { service: refused }, overridden: ['service-steady'] })).toBeNull()
})
