import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { createEcr } from '../world/ecr/registries.ts'
import { buildLayer } from '../world/images/layer.ts'
import { call, testContext } from '../world/test-context.ts'
import { ecrHandlers } from './ecr.ts'

function setUp() {
  const context = testContext()
  const state = createEcr(context)
  state.createRepository('shop')
  const push = (version: string, labels: Record<string, string> = {}) =>
    state.pushImage('shop', {
      tags: [version],
      layers: [buildLayer([{ path: 'app/version', body: version }])],
      labels: { 'org.opencontainers.image.version': version, ...labels },
      createdAt: context.clock.date(),
    })
  return { context, state, push, ecr: ecrHandlers(state) }
}
const repositoryName = 'shop'

test('images are listed in pages until the end, each once', async () => {
  const { push, ecr } = setUp()
  for (let index = 0; index < 250; index++) push(`v${index}`)
  const seen = new Set<string | undefined>()
  let nextToken: string | undefined
  do {
    const page = await call(ecr.DescribeImages, {
      repositoryName,
      nextToken,
      filter: { tagStatus: 'TAGGED' },
    })
    for (const image of page.imageDetails ?? []) seen.add(image.imageTags?.[0])
    nextToken = page.nextToken
  } while (nextToken)
  expect(seen.size).toBe(250)
})

test('an image is found by tag and by digest, and its manifest hashes to the digest', async () => {
  const { push, ecr } = setUp()
  const { digest } = push('v1')
  const { images = [], failures } = await call(ecr.BatchGetImage, {
    repositoryName,
    imageIds: [{ imageTag: 'v1' }, { imageDigest: digest }, { imageTag: 'none' }],
  })
  expect(images.map(({ imageId }) => imageId)).toEqual([
    { imageDigest: digest, imageTag: 'v1' },
    { imageDigest: digest, imageTag: undefined },
  ])
  expect(
    `sha256:${createHash('sha256')
      .update(images[0]?.imageManifest ?? '')
      .digest('hex')}`,
  ).toBe(digest)
  expect(failures).toMatchObject([{ imageId: { imageTag: 'none' }, failureCode: 'ImageNotFound' }])
})

test('what does not exist is refused by name', async () => {
  const { ecr } = setUp()
  await expect(call(ecr.DescribeImages, { repositoryName: 'none' })).rejects.toMatchObject({
    code: 'RepositoryNotFoundException',
  })
  await expect(
    call(ecr.DescribeImages, { repositoryName, imageIds: [{ imageTag: 'none' }] }),
  ).rejects.toMatchObject({ code: 'ImageNotFoundException' })
  await expect(
    call(ecr.GetDownloadUrlForLayer, { repositoryName, layerDigest: `sha256:${'0'.repeat(64)}` }),
  ).rejects.toMatchObject({ code: 'LayersNotFoundException' })
})

test('a layer is downloaded from a signed URL that ends after a while', async () => {
  const { context, state, push, ecr } = setUp()
  push('v1')
  const layer = buildLayer([{ path: 'app/version', body: 'v1' }])
  const { downloadUrl = '' } = await call(ecr.GetDownloadUrlForLayer, {
    repositoryName,
    layerDigest: layer.digest,
  })
  const get = (url: string) => state.downloads.answer({ method: 'GET', url, headers: {} })
  const url = downloadUrl.replace('http://127.0.0.1:4599', '')
  expect(get(url)).toMatchObject({ status: 200, body: layer.bytes })
  expect(get(url.replace(/signature=..../, 'signature=0000')).status).toBe(403)
  context.advance(16 * 60_000)
  expect(get(url).status).toBe(403)
})

test('a tag moves to another image, but not where tags are immutable', async () => {
  const { state, push, ecr } = setUp()
  const first = push('v1')
  const second = push('v2')
  const put = () => call(ecr.PutImage, { repositoryName, imageManifest: second.manifest, imageTag: 'v1' })
  await call(ecr.PutImageTagMutability, { repositoryName, imageTagMutability: 'IMMUTABLE' })
  await expect(put()).rejects.toMatchObject({ code: 'ImageTagAlreadyExistsException' })
  expect(state.pull(`${state.registryHost}/shop:v1`)?.digest).toBe(first.digest)
  await call(ecr.PutImageTagMutability, { repositoryName, imageTagMutability: 'MUTABLE' })
  await put()
  expect(state.pull(`${state.registryHost}/shop:v1`)?.digest).toBe(second.digest)
})

test('of immutable tags some can be excluded', async () => {
  const { push, ecr } = setUp()
  push('v1')
  push('latest')
  const second = push('v2')
  const put = (imageTag: string) =>
    call(ecr.PutImage, { repositoryName, imageManifest: second.manifest, imageTag })
  const filters = [{ filterType: 'WILDCARD' as const, filter: 'lat*' }]
  const answer = await call(ecr.PutImageTagMutability, {
    repositoryName,
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: filters,
  })
  expect(answer).toMatchObject({
    imageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
    imageTagMutabilityExclusionFilters: filters,
  })
  await expect(put('v1')).rejects.toMatchObject({ code: 'ImageTagAlreadyExistsException' })
  await put('latest')
})

test('an image is gone with its last tag', async () => {
  const { state, push, ecr } = setUp()
  const { digest } = push('v1')
  state.moveTag('shop', 'also', digest)
  await call(ecr.BatchDeleteImage, { repositoryName, imageIds: [{ imageTag: 'v1' }] })
  expect(state.pull(`${state.registryHost}/shop@${digest}`)).not.toBeNull()
  await call(ecr.BatchDeleteImage, { repositoryName, imageIds: [{ imageTag: 'also' }] })
  expect(state.pull(`${state.registryHost}/shop@${digest}`)).toBeNull()
})

test('a manifest that an index names cannot be deleted before the index', async () => {
  const { context, state, ecr } = setUp()
  const { digest } = state.pushImage('shop', {
    tags: ['multi'],
    layers: [],
    labels: {},
    createdAt: context.clock.date(),
    platforms: ['linux/amd64', 'linux/arm64'],
  })
  const child = [...state.repository('shop').images.keys()].find((one) => one !== digest)
  const remove = (imageDigest: string | undefined) =>
    call(ecr.BatchDeleteImage, { repositoryName, imageIds: [{ imageDigest }] })
  expect((await remove(child)).failures?.[0]?.failureCode).toBe('ImageReferencedByManifestList')
  await remove(digest)
  expect((await remove(child)).failures).toEqual([])
})

test('a container behaves as the labels of its image say, through an index too', () => {
  const { context, state, push } = setUp()
  push('v1', { 'sim.health': 'fail', 'sim.error-rate': '0.08', 'sim.latency-ms': '250' })
  expect(state.pull(`${state.registryHost}/shop:v1`)?.behaviour).toEqual({
    health: 'fail',
    errorRate: 0.08,
    latencyMilliseconds: 250,
    version: 'v1',
    commit: 'unknown',
  })
  state.pushImage('shop', {
    tags: ['multi'],
    layers: [],
    labels: { 'sim.health': 'crash' },
    createdAt: context.clock.date(),
    platforms: ['linux/amd64', 'linux/arm64'],
  })
  expect(state.pull(`${state.registryHost}/shop:multi`)?.behaviour.health).toBe('crash')
  expect(state.pull('elsewhere.example/shop:v1')).toBeNull()
})

test('scan findings agree with their counts, and an image without a scan says so', async () => {
  const { context, state, push, ecr } = setUp()
  const at = context.clock.date()
  push('clean')
  state.pushImage('shop', {
    tags: ['bad'],
    layers: [],
    labels: {},
    createdAt: at,
    scan: { status: 'COMPLETE', at, counts: { CRITICAL: 2, LOW: 1 } },
  })
  state.pushImage('shop', { tags: ['new'], layers: [], labels: { n: '1' }, createdAt: at, scan: null })
  const bad = await call(ecr.DescribeImageScanFindings, { repositoryName, imageId: { imageTag: 'bad' } })
  expect(bad.imageScanFindings?.findingSeverityCounts).toEqual({ CRITICAL: 2, LOW: 1 })
  expect(bad.imageScanFindings?.findings?.map(({ severity }) => severity)).toEqual([
    'CRITICAL',
    'CRITICAL',
    'LOW',
  ])
  await expect(
    call(ecr.DescribeImageScanFindings, { repositoryName, imageId: { imageTag: 'new' } }),
  ).rejects.toMatchObject({ code: 'ScanNotFoundException' })
})
