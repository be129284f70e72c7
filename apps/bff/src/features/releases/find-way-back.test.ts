import type { Artifact } from '@lockstep/shared-types/artifact'
import { expect, it } from 'vitest'
import { environment, observe, read, taskDefinition } from '../../domain/drift/testing/drift-fixture.ts'
import { ok } from '../../domain/result.ts'
import { findWayBack } from './find-way-back.ts'
import type { GoodRelease } from './ports.ts'

const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`
const image = (version: string, letter: string, platforms: string[] | null): Artifact => ({
  version,
  tags: [version],
  digest: digestOf(letter),
  repository: 'storefront',
  pushedAt: '2026-11-20T09:00:00.000Z',
  sizeBytes: 1,
  labels: null,
  platforms,
  scan: { state: 'not-scanned', counts: {} },
  deployedIn: [],
  deployedBefore: [],
  holds: [],
})
const released = ({ version, digest }: Artifact): GoodRelease => ({
  releaseId: version,
  kind: 'deploy',
  status: 'succeeded',
  from: null,
  artifact: { version, digest },
  scope: 'both',
  taskDefinitionArn: null,
  requestedBy: 'alex',
  endedAt: '2026-11-10T09:00:00.000Z',
  hold: null,
})

const wayBack = (images: readonly Artifact[]) =>
  findWayBack(
    {
      observe: () =>
        Promise.resolve(observe({ taskDefinition: read({ ...taskDefinition, platform: 'linux/amd64' }) })),
      artifacts: {
        get: (_environment, digest) => {
          const found = images.find((one) => one.digest === digest)
          if (found === undefined) throw new Error(digest)
          return Promise.resolve(ok(found))
        },
      },
      releases: {
        goodReleases: () => Promise.resolve(images.map(released)),
        versionHolds: () => Promise.resolve(new Map()),
        lastEnded: () => Promise.resolve(null),
      },
      taskDefinitions: {
        describe: () => Promise.reject(new Error('no revision is known')),
        findByDigest: () => Promise.resolve(ok(null)),
      },
    },
    environment,
    null,
  )

it('passes over a version that the tasks could not run', async () => {
  const found = await wayBack([
    image('v3', '3', ['linux/arm64']),
    image('v2', '2', ['linux/amd64', 'linux/arm64']),
  ])
  expect(found).toMatchObject({ ok: true, value: { artifact: { version: 'v2' } } })
})

it('goes back to a version that does not say what it runs on', async () => {
  expect(await wayBack([image('v3', '3', null)])).toMatchObject({
    ok: true,
    value: { artifact: { version: 'v3' } },
  })
})
