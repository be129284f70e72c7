import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { buildLayer } from '@lockstep/aws-sim/world/images/layer'
import { ArtifactQuery } from '@lockstep/shared-types/artifact'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import { createArtifactCatalog, type ArtifactCatalog } from '../../features/artifacts/artifact-catalog.ts'
import { getArtifact, listArtifacts, newestArtifacts } from '../../features/artifacts/list-artifacts.ts'
import { createFrontendImageReader } from '../image/frontend-image-reader.ts'
import { createBucketCheck } from './bucket-check.ts'
import { createAwsClientFactory, type AwsClientFactory } from './clients.ts'
import { createEcrRegistry } from './registry-images.ts'
import { createRegistryList } from './registry-list.ts'

const { repository } = environment.backend
const { bucket } = environment.frontend
let simulator: Simulator<unknown>
let factory: AwsClientFactory
let catalog: ArtifactCatalog
let now = new Date('2026-11-20T12:00:00Z')
const runsNow = new Map<string, string[]>()

beforeAll(async () => {
  simulator = await startSimulator({ seed: 3 })
  process.env['AWS_ENDPOINT_URL'] = simulator.url
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIATEST'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
  factory = createAwsClientFactory()
})
beforeEach(async () => {
  await simulator.reset()
  simulator.world.ecr.createRepository(repository)
  simulator.world.s3.createBucket(bucket)
  runsNow.clear()
  catalog = createArtifactCatalog({
    registry: createRegistryList(factory),
    images: createFrontendImageReader(createEcrRegistry(factory)),
    whereDeployed: () => Promise.resolve({ now: runsNow, before: new Map(), holds: new Map() }),
    clock: { now: () => now },
  })
})
afterAll(async () => {
  factory.close()
  await simulator.close()
})

const push = (version: string, minute: number, more: object = {}): string =>
  simulator.world.ecr.pushImage(repository, {
    tags: [version],
    layers: [buildLayer([{ path: 'version', body: version }])],
    labels: { 'org.opencontainers.image.revision': `commit-${version}`, 'build.branch': 'main' },
    createdAt: new Date(Date.UTC(2026, 10, 20, 9, minute)),
    pushedAt: new Date(Date.UTC(2026, 10, 20, 10, minute)),
    ...more,
  }).digest
const findEnvironment = () => environment
const list = (query: Partial<ArtifactQuery> = {}) =>
  listArtifacts({ findEnvironment, catalog }, environment, { ...ArtifactQuery.parse({}), ...query })

it('lists images newest first with labels, scan findings and where they run', async () => {
  const at = new Date('2026-11-20T10:30:00Z')
  const older = push('v20261119-101500', 1, {
    scan: { status: 'COMPLETE', at, counts: { CRITICAL: 2, LOW: 1 } },
  })
  push('v20261120-101500', 2, { scan: null })
  runsNow.set(older, ['production'])
  const page = await list()
  expect(page).toMatchObject({
    value: {
      total: 2,
      nextCursor: null,
      readAt: now.toISOString(),
      artifacts: [
        { version: 'v20261120-101500', scan: { state: 'not-scanned' }, deployedIn: [] },
        {
          version: 'v20261119-101500',
          digest: older,
          pushedAt: '2026-11-20T10:01:00.000Z',
          labels: { commit: 'commit-v20261119-101500', branch: 'main' },
          scan: { state: 'complete', counts: { critical: 2, low: 1 } },
          deployedIn: ['production'],
        },
      ],
    },
  })
})

it('takes the scan of an index from the images that it names, the worst of its platforms', async () => {
  const at = new Date('2026-11-20T10:30:00Z')
  const scan = { status: 'COMPLETE', at, counts: { HIGH: 3 } } as const
  const digest = push('v20261120-101500', 1, {
    platforms: ['linux/arm64', 'linux/arm/v7'],
    attestations: true,
    scan,
  })
  expect(simulator.world.ecr.repository(repository).images.get(digest)?.scan).toBeNull()
  expect(await list()).toMatchObject({
    value: { total: 1, artifacts: [{ digest, scan: { state: 'complete', counts: { high: 3 } } }] },
  })
})

it('reads thousands of images once for many viewers, and looks only inside those of the page', async () => {
  for (let index = 0; index < 1_200; index += 1) push(`v20261119-${String(index).padStart(6, '0')}`, index)
  simulator.requests.clear()
  const pages = await Promise.all([
    list({ limit: 5 }),
    list({ limit: 5 }),
    list({ search: '001199', limit: 5 }),
  ])
  expect(pages.map((page) => page.ok && page.value.total)).toEqual([1_200, 1_200, 1])
  expect(simulator.requests.count({ operation: 'DescribeImages' })).toBe(2)
  expect(simulator.requests.count({ operation: 'BatchGetImage' })).toBeLessThanOrEqual(6)
})

it('answers from its list while that is fresh, and behind it reads anew', async () => {
  push('v20261119-101500', 1)
  await list()
  push('v20261120-101500', 2)
  expect(await list()).toMatchObject({ value: { total: 1 } })
  now = new Date(now.getTime() + 60_000)
  const read = simulator.requests.next({ operation: 'DescribeImages' })
  expect(await list()).toMatchObject({ value: { total: 1 } })
  await read
  await expect.poll(() => list()).toMatchObject({ value: { total: 2 } })
})

it('gets one artifact by digest, and says which are not there', async () => {
  const registry = createRegistryList(factory)
  const digest = push('v20261119-101500', 1)
  const get = (wanted: string) => getArtifact({ findEnvironment, registry, catalog }, environment, wanted)
  expect(await get(digest)).toMatchObject({ value: { version: 'v20261119-101500' } })
  expect(await get(`sha256:${'0'.repeat(64)}`)).toMatchObject({ problem: { code: 'artifact-not-found' } })
  expect(await newestArtifacts({ catalog }, environment, 1)).toMatchObject({ value: [{ digest }] })
})

it('names what AWS refuses', async () => {
  simulator.faults.add({ service: 'ecr', operation: 'DescribeImages', kind: 'accessDenied', times: 1 })
  expect(await list()).toMatchObject({ problem: { code: 'aws-access-denied' } })
})

it('finds out whether it may write without writing', async () => {
  const check = createBucketCheck(factory)
  expect(await check(environment)).toEqual({ ok: true, value: undefined })
  expect(simulator.world.s3.bucket(bucket).keys()).toEqual([])
  simulator.world.s3.deny(bucket, 'write')
  expect(await check(environment)).toMatchObject({ problem: { code: 'aws-access-denied' } })
  simulator.world.s3.deleteBucket(bucket)
  expect(await check(environment)).toMatchObject({ problem: { code: 'aws-not-found' } })
})
