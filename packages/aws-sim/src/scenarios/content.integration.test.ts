import { createHash } from 'node:crypto'
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetInvalidationCommand,
} from '@aws-sdk/client-cloudfront'
import { BatchGetImageCommand, ECRClient, GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr'
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSimulator, type Simulator } from '../simulator.ts'
import { paces } from '../world/pace.ts'
import { buildPairedApp } from './build-paired-app.ts'
import type { PairedEnvironment } from './paired/build-environment.ts'

let simulator: Simulator<PairedEnvironment>
let site: PairedEnvironment
let s3: S3Client
let clients: Record<string, unknown>

beforeAll(async () => {
  simulator = await startSimulator({
    pace: paces.fast,
    clock: { manual: true, startAt: Date.UTC(2026, 10, 20, 12) },
    scenario: (world) => buildPairedApp(world, { edge: 'previous' }),
  })
  if (!simulator.scenario) throw new Error('the scenario gave nothing')
  site = simulator.scenario
  clients = {
    endpoint: simulator.url,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  }
  s3 = new S3Client({ ...clients, forcePathStyle: true })
})
afterAll(() => simulator.close())

test('objects travel whole, with their headers and conditions, and are listed page by page', async () => {
  const Bucket = site.bucket
  for (let index = 0; index < 5; index++) {
    const Key = `many/ü ${index}.txt`
    await s3.send(
      new PutObjectCommand({
        Bucket,
        Key,
        Body: `body ${index}`,
        CacheControl: 'no-cache',
        Metadata: { n: '1' },
      }),
    )
  }
  const keys: (string | undefined)[] = []
  for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket, Prefix: 'many/' })) {
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key))
  }
  expect(keys).toEqual([0, 1, 2, 3, 4].map((index) => `many/ü ${index}.txt`))
  const got = await s3.send(new GetObjectCommand({ Bucket, Key: 'many/ü 3.txt' }))
  expect(await got.Body?.transformToString()).toBe('body 3')
  expect(got).toMatchObject({ CacheControl: 'no-cache', Metadata: { n: '1' } })
  await expect(
    s3.send(new PutObjectCommand({ Bucket, Key: 'many/ü 3.txt', Body: 'x', IfNoneMatch: '*' })),
  ).rejects.toMatchObject({ name: 'PreconditionFailed' })
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'none' }))).rejects.toMatchObject({
    name: 'NotFound',
  })
})

test('a multipart upload arrives as one object', async () => {
  const target = { Bucket: site.bucket, Key: 'big.bin' }
  const parts = [Buffer.alloc(5 * 1024 * 1024, 7), Buffer.from('the end')]
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand(target))
  const Parts = await Promise.all(
    parts.map(async (Body, index) => {
      const PartNumber = index + 1
      const { ETag } = await s3.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }))
      return { PartNumber, ETag }
    }),
  )
  await s3.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }))
  const { Body } = await s3.send(new GetObjectCommand(target))
  const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array()
  expect(Buffer.concat(parts).equals(bytes)).toBe(true)
})

test('a layer comes from the URL that ECR gives, with the bytes of its digest', async () => {
  const ecr = new ECRClient(clients)
  const repositoryName = site.repository
  const { images } = await ecr.send(
    new BatchGetImageCommand({ repositoryName, imageIds: [{ imageTag: site.version('next').version }] }),
  )
  const layerDigest: string = JSON.parse(images?.[0]?.imageManifest ?? '').layers.at(-1).digest
  const { downloadUrl = '' } = await ecr.send(
    new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest }),
  )
  const response = await fetch(downloadUrl)
  const bytes = Buffer.from(await response.arrayBuffer())
  expect(`sha256:${createHash('sha256').update(bytes).digest('hex')}`).toBe(layerDigest)
})

test('the edge serves the old page over HTTP until an invalidation, and the new one after it', async () => {
  const cloudfront = new CloudFrontClient(clients)
  const served = async () =>
    /data-build-version="([^"]+)"/.exec(await (await fetch(site.siteUrl)).text())?.[1]
  expect(await served()).toBe(site.version('previous').version)
  const { Invalidation } = await cloudfront.send(
    new CreateInvalidationCommand({
      DistributionId: site.distributionId,
      InvalidationBatch: { CallerReference: 'test', Paths: { Quantity: 1, Items: ['/*'] } },
    }),
  )
  expect(await served()).toBe(site.version('previous').version)
  simulator.clock.advance(paces.fast.invalidationComplete)
  expect(await served()).toBe(site.version('current').version)
  const after = await cloudfront.send(
    new GetInvalidationCommand({ DistributionId: site.distributionId, Id: Invalidation?.Id }),
  )
  expect(after.Invalidation?.Status).toBe('Completed')
})
