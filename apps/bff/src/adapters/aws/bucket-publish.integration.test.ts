import { buildLayer, foreignLayer, whiteout, type Layer } from '@lockstep/aws-sim/world/images/layer'
import type { TarEntry } from '@lockstep/aws-sim/world/images/tar'
import { hostileLayers, manyEntriesLayer, zeroesLayer } from '@lockstep/aws-sim/world/images/hostile'
import type { PushOptions } from '@lockstep/aws-sim/world/ecr'
import { startSimulator, type Simulator } from '@lockstep/aws-sim'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { environment } from '../../domain/drift/testing/drift-fixture.ts'
import { inspectArtifact } from '../../features/artifacts/inspect-artifact.ts'
import { planFrontendFiles } from '../../features/artifacts/plan-frontend-files.ts'
import type { PublishedFiles } from '../../features/artifacts/ports.ts'
import { publishFrontend, type PublishFrontendInput } from '../../features/artifacts/publish-frontend.ts'
import { createMemoryPublishedFiles } from '../../features/artifacts/testing/memory-published-files.ts'
import { tidyFrontend } from '../../features/artifacts/tidy-frontend.ts'
import { createFrontendImageReader } from '../image/frontend-image-reader.ts'
import { createSiteBucket } from './bucket-site.ts'
import { createAwsClientFactory, type AwsClientFactory } from './clients.ts'
import { createEcrRegistry } from './registry-images.ts'

const folder = 'app/dist/public'
const { bucket: bucketName } = environment.frontend
const { repository } = environment.backend
let simulator: Simulator<unknown>
let factory: AwsClientFactory
let published: PublishedFiles

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7 })
  process.env['AWS_ENDPOINT_URL'] = simulator.url
  process.env['AWS_ACCESS_KEY_ID'] = 'AKIATEST'
  process.env['AWS_SECRET_ACCESS_KEY'] = 'secret'
})
beforeEach(async () => {
  await simulator.reset()
  simulator.world.ecr.createRepository(repository)
  simulator.world.s3.createBucket(bucketName)
  factory?.close()
  factory = createAwsClientFactory({ requestTimeoutMilliseconds: 1_000 })
  published = createMemoryPublishedFiles()
})
afterAll(async () => {
  factory.close()
  await simulator.close()
})

/** With a hash in its name, made of the version. */
const entryOf = (version: string): string => `assets/index-${version}.4f2a9c${version.slice(1)}d.js`
const site = (version: string, more: TarEntry[] = []): TarEntry[] => [
  { path: `${folder}/404.html`, body: `<html>${version}` },
  {
    path: `${folder}/${entryOf(version)}`,
    body: `const e={VITE_API_URL:"https://api.shop.example"},v="${version}",r="eu-west-1"`,
  },
  { path: `${folder}/assets/logo.svg`, body: '<svg/>' },
  { path: `${folder}/favicon.ico`, body: 'icon' },
  {
    path: `${folder}/index.html`,
    body: `<html data-build-version="${version}"><script type="module" src="/${entryOf(version)}"></script>`,
  },
  ...more,
]
type PushedImage = Pick<PushOptions, 'layers' | 'platforms' | 'attestations' | 'artifacts' | 'format'>
const absolute = (entries: TarEntry[]): TarEntry[] => entries.map((one) => ({ ...one, path: `/${one.path}` }))
const push = (version: string, layers: readonly Layer[], platforms?: readonly string[]): string =>
  pushed({ layers, ...(platforms === undefined ? {} : { platforms }) }, version)
const pushed = (image: PushedImage, version = 'v1'): string =>
  simulator.world.ecr.pushImage(repository, {
    ...image,
    tags: [version],
    labels: {
      'org.opencontainers.image.version': version,
      'org.opencontainers.image.revision': '622d2103',
      'build.clean-tree': 'true',
      'build.tests-passed': 'false',
    },
    createdAt: new Date('2026-11-20T10:00:00Z'),
  }).digest

const deps = () => ({
  images: createFrontendImageReader(createEcrRegistry(factory, { idleTimeoutMilliseconds: 1_500 }), {
    retryDelayMilliseconds: 1,
  }),
  bucket: createSiteBucket(factory),
  published,
  now: () => new Date('2026-12-20T12:00:00Z'),
})
const publish = (digest: string, version: string, more: Partial<PublishFrontendInput> = {}) =>
  publishFrontend(deps(), {
    environment,
    digest,
    releaseId: `release-${version}`,
    version,
    backendImage: `registry/storefront:${version}`,
    deployedAt: '2026-11-20T12:00:00.000Z',
    ...more,
  })
const puts = () =>
  simulator.requests.list({ service: 's3', operation: 'PutObject' }).map((request) => request.input['Key'])
const object = (key: string) => {
  const found = simulator.world.s3.get(bucketName, key)
  return found === undefined ? null : Buffer.from(found.body).toString()
}

it('publishes assets first and HTML last, with their headers and the three lines of version.txt', async () => {
  const digest = push('v1', [buildLayer(site('v1'))])
  const published = await publish(digest, 'v1')
  const page = simulator.world.s3.get(bucketName, 'index.html')?.etag.replaceAll('"', '')
  expect(published).toEqual({
    ok: true,
    value: { files: 6, uploaded: 6, uploadedBytes: expect.any(Number), skipped: 0, page },
  })
  const order = puts()
  expect(order[0]).toBe(entryOf('v1'))
  expect(new Set(order.slice(1, 3))).toEqual(new Set(['assets/logo.svg', 'favicon.ico']))
  expect(order.slice(3)).toEqual(['404.html', 'index.html', 'version.txt'])
  expect(object('version.txt')).toBe('v1\nregistry/storefront:v1\n2026-11-20T12:00:00.000Z\n')
  const headers = (key: string) => simulator.world.s3.get(bucketName, key)
  expect(headers(entryOf('v1'))).toMatchObject({
    cacheControl: 'public,max-age=31536000,immutable',
    contentType: 'text/javascript; charset=utf-8',
  })
  expect(headers('index.html')).toMatchObject({
    cacheControl: 'public,max-age=60,must-revalidate',
    contentType: 'text/html; charset=utf-8',
  })
})

it('uploads nothing again in a repeat, even when it does not know what it did', async () => {
  const digest = push('v1', [buildLayer(site('v1'))])
  await publish(digest, 'v1')
  simulator.requests.clear()
  expect(await publish(digest, 'v1')).toMatchObject({ value: { uploaded: 0, skipped: 6 } })
  published = createMemoryPublishedFiles()
  expect(await publish(digest, 'v1')).toMatchObject({ value: { uploaded: 0, skipped: 6 } })
  expect(puts()).toEqual([])
})

it('uploads again what somebody else put there with other headers', async () => {
  const digest = push('v1', [buildLayer(site('v1'))])
  simulator.world.s3.put(bucketName, 'assets/logo.svg', '<svg/>', { contentType: 'image/svg+xml' })
  expect(await publish(digest, 'v1')).toMatchObject({ value: { uploaded: 6 } })
})

it.each([entryOf('v2'), 'favicon.ico'])(
  'leaves the old site whole when %s cannot be uploaded',
  async (Key) => {
    await publish(push('v1', [buildLayer(site('v1'))]), 'v1')
    const second = push('v2', [buildLayer(site('v2', [{ path: `${folder}/favicon.ico.txt`, body: 'x' }]))])
    if (Key === 'favicon.ico') simulator.world.s3.put(bucketName, Key, 'other')
    const heal = simulator.faults.add({
      service: 's3',
      operation: 'PutObject',
      kind: 'accessDenied',
      where: { Key },
    })
    expect(await publish(second, 'v2')).toMatchObject({ ok: false, problem: { code: 'aws-access-denied' } })
    expect(object('index.html')).toContain('"v1"')
    expect(object('version.txt')).toMatch(/^v1\n/)
    expect(object(entryOf('v1'))).not.toBeNull()
    heal()
    expect(await publish(second, 'v2')).toMatchObject({ ok: true })
    expect(object('index.html')).toContain('"v2"')
  },
)

it.each(['throttle', 'serverError', 'reset', 'truncate', 'timeout', 'lostAnswer'] as const)(
  'gets over %s of reads and writes',
  async (kind) => {
    for (const operation of ['PutObject', 'ListObjectsV2', 'BatchGetImage', 'GetDownloadUrlForLayer'])
      simulator.faults.add({
        service: operation.includes('Object') ? 's3' : 'ecr',
        operation,
        kind,
        times: 1,
      })
    expect(await publish(push('v1', [buildLayer(site('v1'))]), 'v1')).toMatchObject({
      value: { uploaded: 6 },
    })
    expect(object('index.html')).toContain('"v1"')
  },
)

it('takes no 200 that does not name an ETag for an upload: the page stays as it was', async () => {
  simulator.faults.add({ service: 's3', operation: 'PutObject', kind: 'garbage', times: 2 })
  const published = await publish(push('v1', [buildLayer(site('v1'))]), 'v1')
  expect(published).toMatchObject({ problem: { code: 'aws-invalid-response' } })
  expect(puts()).not.toContain('index.html')
})

it.each(['accessDenied', 'serverError', 'reset', 'truncate', 'timeout', 'garbage'] as const)(
  'gets over %s while a layer comes, both when it looks and when it uploads',
  async (kind) => {
    const digest = push('v1', [buildLayer(site('v1'))])
    const fault = { service: 'ecr', operation: 'DownloadLayer', kind, times: 1 }
    simulator.faults.add(fault)
    simulator.faults.add({ ...fault, skip: 2 })
    expect(await publish(digest, 'v1')).toMatchObject({ value: { uploaded: 6 } })
    expect(new Set(puts()).size).toBe(puts().length)
    expect(object(entryOf('v1'))).toContain('"v1"')
  },
)

it('uploads nothing when a layer never comes whole', async () => {
  simulator.faults.add({ service: 'ecr', operation: 'DownloadLayer', kind: 'truncate' })
  const digest = push('v1', [buildLayer(site('v1'))])
  expect(await publish(digest, 'v1')).toMatchObject({ problem: { code: 'artifact-unreadable' } })
  expect(puts()).toEqual([])
})

it('uploads a large file in parts, with the ETag that was expected', async () => {
  const body = Buffer.alloc(30 * 1024 * 1024, 'lockstep')
  const digest = push('v1', [buildLayer(site('v1', [{ path: `${folder}/assets/film.mp4`, body }]))])
  expect(await publish(digest, 'v1')).toMatchObject({ ok: true })
  expect(simulator.requests.count({ operation: 'UploadPart' })).toBe(4)
  expect(simulator.world.s3.get(bucketName, 'assets/film.mp4')?.body.length).toBe(body.length)
  simulator.requests.clear()
  expect(await publish(digest, 'v1')).toMatchObject({ value: { uploaded: 0 } })
})

it('inspects labels, files and what is baked in, of a multi-platform image with layers over layers', async () => {
  const digest = push(
    'v2',
    [
      buildLayer(site('v1', [{ path: `${folder}/old.html`, body: 'old' }])),
      buildLayer([whiteout(`${folder}/assets`), whiteout(`${folder}/old.html`)], 'zstd'),
      buildLayer(site('v2'), 'zstd'),
    ],
    ['linux/arm64', 'linux/amd64'],
  )
  const result = await inspectArtifact(deps(), { environment, digest })
  expect(result).toMatchObject({
    value: {
      labels: { version: 'v2', commit: '622d2103', branch: null, cleanTree: true, testsPassed: false },
      buildVersion: 'v2',
      entry: {
        scripts: 1,
        settings: { VITE_API_URL: 'https://api.shop.example', VITE_BUILD_VERSION: 'v2' },
        forbidden: [],
      },
    },
  })
  expect(result.ok && result.value.files.map((file) => file.path)).toEqual([
    '404.html',
    entryOf('v2'),
    'assets/logo.svg',
    'favicon.ico',
    'index.html',
  ])
})

it.each([
  ['artifact-hostile', hostileLayers.parentPath],
  ['artifact-hostile', hostileLayers.symlinkOut],
  ['artifact-hostile', hostileLayers.hardlinkOut],
  ['artifact-hostile', hostileLayers.deviceNode],
  ['artifact-hostile', hostileLayers.fifo],
  ['artifact-unreadable', hostileLayers.truncated],
  ['artifact-too-large', (path: string) => manyEntriesLayer(path)],
  ['artifact-too-large', (path: string) => zeroesLayer(path)],
  ['artifact-no-frontend', () => buildLayer([{ path: 'etc/hosts', body: '' }])],
] as const)('answers %s and uploads nothing', async (code, layer) => {
  const digest = push('bad', [layer(folder)])
  expect(await publish(digest, 'bad')).toMatchObject({ ok: false, problem: { code } })
  expect(puts()).toEqual([])
})

it.each<[string, () => PushedImage]>([
  ['buildx with attestations', () => ({ layers: [buildLayer(site('v1'))], attestations: true })],
  [
    'buildx for arm alone',
    () => ({ layers: [buildLayer(site('v1'))], platforms: ['linux/arm64', 'linux/arm/v7'] }),
  ],
  [
    'an index with an artifact of the same platform',
    () => ({
      layers: [buildLayer(site('v1'))],
      platforms: ['linux/arm64'],
      artifacts: [{ artifactType: 'application/vnd.example.sbom', platform: 'linux/arm64' }],
    }),
  ],
  ["Docker's own format", () => ({ layers: [buildLayer(site('v1'))], format: 'docker' })],
  ['kaniko: names with a leading slash', () => ({ layers: [buildLayer(absolute(site('v1')))] })],
  [
    'ko: one layer with everything',
    () => ({ layers: [buildLayer(absolute([{ path: '', type: 'directory' }, ...site('v1')]))] }),
  ],
  [
    'tar with ./ in front',
    () => ({ layers: [buildLayer(site('v1').map((one) => ({ ...one, path: `./${one.path}` })))] }),
  ],
  ['zstd', () => ({ layers: [buildLayer(site('v1'), 'zstd')] })],
  [
    'estargz, with its table of contents',
    () => ({
      layers: [
        buildLayer([
          { path: '.no.prefetch.landmark', body: '\x0f' },
          ...site('v1'),
          { path: 'stargz.index.json', body: '{"version":1,"entries":[]}' },
        ]),
      ],
    }),
  ],
  ['empty layers', () => ({ layers: [buildLayer([]), buildLayer(site('v1')), buildLayer([])] })],
  [
    'a base of zeroes and old system links',
    () => ({
      layers: [
        zeroesLayer('opt/data', 200 * 1024 * 1024),
        buildLayer([
          { path: 'bin', type: 'symlink', target: 'usr/bin' },
          { path: 'dev/null', type: 'character-device' },
        ]),
        buildLayer(site('v1')),
      ],
    }),
  ],
  [
    'a folder that is a link to the build',
    () => ({
      layers: [
        buildLayer(site('v1').map((one) => ({ ...one, path: one.path.replace(folder, 'app/build') }))),
        buildLayer([{ path: folder, type: 'symlink', target: '../build' }]),
      ],
    }),
  ],
  [
    'a folder that is a link from the root',
    () => ({
      layers: [
        buildLayer(site('v1').map((one) => ({ ...one, path: one.path.replace(folder, 'srv/www') }))),
        buildLayer([
          { path: 'app/dist', type: 'symlink', target: '/srv' },
          { path: 'srv/public', type: 'symlink', target: 'www' },
        ]),
      ],
    }),
  ],
  [
    'links to files, within and beside the folder',
    () => ({
      layers: [
        buildLayer([
          { path: 'app/shared/logo.svg', body: '<svg/>' },
          ...site('v1').filter(({ path }) => !/logo|favicon|404/.test(path)),
          { path: `${folder}/assets/logo.svg`, type: 'symlink', target: '/app/shared/logo.svg' },
          { path: `${folder}/favicon.ico`, type: 'hardlink', target: '/app/shared/logo.svg' },
          { path: `${folder}/404.html`, type: 'hardlink', target: `${folder}/index.html` },
        ]),
      ],
    }),
  ],
])('publishes the build of %s', async (_name, image) => {
  expect(await publish(pushed(image()), 'v1')).toMatchObject({ value: { files: 6, uploaded: 6 } })
  expect(object('assets/logo.svg')).toBe('<svg/>')
  expect(object('index.html')).toContain('"v1"')
})

it('publishes an image that is nothing but the site', async () => {
  const entries = site('v1').map((one) => ({ ...one, path: one.path.replace(`${folder}/`, '') }))
  const toc = { path: 'stargz.index.json', body: '{"version":1,"entries":[]}' }
  const digest = pushed({ layers: [buildLayer([...entries, toc])] })
  const root = { ...environment, frontend: { ...environment.frontend, imagePath: '/' } }
  expect(await publish(digest, 'v1', { environment: root })).toMatchObject({
    value: { files: 6, uploaded: 6 },
  })
  expect(object('stargz.index.json')).toBeNull()
})

it('names a layer that is not in the registry', async () => {
  const digest = pushed({ layers: [foreignLayer(buildLayer([])), buildLayer(site('v1'))] })
  expect(await publish(digest, 'v1')).toMatchObject({
    problem: { code: 'artifact-unreadable', title: expect.stringContaining('not in the registry') },
  })
})

it('says that an image is not there', async () => {
  expect(await publish(`sha256:${'0'.repeat(64)}`, 'v9')).toMatchObject({
    problem: { code: 'artifact-not-found' },
  })
})

it('plans and tidies: old files go only after enough later releases and days, foreign files never', async () => {
  const keep = { releases: 2, days: 7 }
  const retained = { ...environment, release: { ...environment.release, retention: keep } }
  simulator.world.s3.put(bucketName, 'foreign.txt', 'theirs')
  const digests: string[] = []
  for (const version of ['v1', 'v2']) {
    digests.push(push(version, [buildLayer(site(version))]))
    await publish(digests.at(-1) ?? '', version)
    const tidied = await tidyFrontend(deps(), { environment, keep, releaseId: `release-${version}` })
    expect(tidied).toMatchObject({ value: { removed: 0 } })
  }
  const third = push('v3', [buildLayer(site('v3'))])
  const plan = await planFrontendFiles(deps(), { environment: retained, digest: third })
  expect(plan).toMatchObject({
    value: { files: { added: 1, changed: 3, unchanged: 2, kept: 2, removed: 1 } },
  })
  await publish(third, 'v3')
  const tidy = () => tidyFrontend(deps(), { environment, keep, releaseId: 'release-v3' })
  expect(await tidy()).toMatchObject({ value: { removed: 1 } })
  expect(await tidy()).toMatchObject({ value: { removed: 0 } })
  expect(object(entryOf('v1'))).toBeNull()
  expect(object(entryOf('v2'))).not.toBeNull()
  expect(object('foreign.txt')).toBe('theirs')
})
