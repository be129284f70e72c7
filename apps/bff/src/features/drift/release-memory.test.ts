import { expect, test } from 'vitest'
import { digest, environment, otherDigest } from '../../domain/drift/testing/drift-fixture.ts'
import { noReleases } from './ports.ts'
import { createReleaseMemory, type ReleaseRecords } from './release-memory.ts'

const good = {
  releaseId: 'r2',
  kind: 'deploy',
  from: null,
  status: 'succeeded',
  artifact: { version: 'v2', digest },
  scope: 'both',
  endedAt: '2026-11-20T10:00:00.000Z',
  taskDefinitionArn: 'arn:2',
  hold: null,
} as const
const earlier = {
  ...good,
  releaseId: 'r1',
  artifact: { version: 'v1', digest: otherDigest },
  taskDefinitionArn: 'arn:1',
}
const memory = (change: Partial<ReleaseRecords> = {}) =>
  createReleaseMemory(
    {
      goodReleases: async (_ref, limit) => [good, earlier].slice(0, limit),
      lastEnded: async () => good,
      versionHolds: async () => new Map(),
      activeReleaseId: async () => null,
      get: async () => null,
      ...change,
    },
    noReleases.published,
  )

const today = { version: 'v2', digest, taskDefinitionArn: 'arn:2', isPresumedRunning: true }

test('a rollback would go to the version that served before, or to the last one where that does not run', async () => {
  expect(await memory().rollbackTargets(environment)).toEqual([
    today,
    { version: 'v1', digest: otherDigest, taskDefinitionArn: 'arn:1', isPresumedRunning: false },
  ])
})

test('a rollback would not go by itself to a version that a rollback has just left', async () => {
  const hold = { how: 'rolled-back', releaseId: 'r3', at: good.endedAt, by: 'Ana', why: null } as const
  const records = { versionHolds: async () => new Map([[otherDigest, hold]]) }
  expect(await memory(records).rollbackTargets(environment)).toEqual([today])
})

test('after a failed release the version that served last is a way back', async () => {
  const failed = { ...earlier, artifact: { version: 'v3', digest: 'sha256:v3' }, status: 'failed' } as const
  const hold = { how: 'failed', releaseId: 'r3', at: good.endedAt, by: 'Ana', why: null } as const
  const records = { lastEnded: async () => failed, versionHolds: async () => new Map([['sha256:v3', hold]]) }
  expect(await memory(records).rollbackTargets(environment)).toMatchObject([
    { version: 'v2', isPresumedRunning: false },
    { version: 'v1', isPresumedRunning: false },
  ])
})

test('a release that did not succeed is remembered beside the last good one', async () => {
  const failed = { ...earlier, status: 'failed' as const }
  expect(await memory({ lastEnded: async () => failed }).lastRelease(environment)).toMatchObject({
    version: 'v2',
    brokenOff: { status: 'failed', version: 'v1', taskDefinitionArn: 'arn:1' },
  })
  expect(await memory().lastRelease(environment)).toMatchObject({ brokenOff: null })
})
