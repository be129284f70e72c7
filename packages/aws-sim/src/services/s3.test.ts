import { describe, expect, test } from 'vitest'
import { call, testContext } from '../world/test-context.ts'
import { createS3 } from '../world/s3.ts'
import { s3Handlers } from './s3.ts'

function setUp() {
  const context = testContext()
  const state = createS3(context)
  state.createBucket('site')
  return { context, state, s3: s3Handlers(state, context) }
}
const bytes = (text: string) => Buffer.from(text)

describe('objects', () => {
  test('have an ETag that says nothing of them where the bucket encrypts with a key of KMS, and a checksum of S3', async () => {
    const { state, s3 } = setUp()
    state.bucket('site').kmsKey = 'arn:aws:kms:eu-west-1:123456789012:key/k'
    const put = await call(s3.PutObject, { Bucket: 'site', Key: 'a', Body: bytes('123456789') })
    expect(put).toMatchObject({ ServerSideEncryption: 'aws:kms' })
    expect(put.ETag).not.toBe('"25f9e794323b453885f5181f1b624d0b"')
    const head = await call(s3.HeadObject, { Bucket: 'site', Key: 'a', ChecksumMode: 'ENABLED' })
    expect(head).toMatchObject({
      ETag: put.ETag,
      ChecksumCRC64NVME: 'rosUhgp5mIg=',
      ChecksumType: 'FULL_OBJECT',
    })
    const listed = await call(s3.ListObjectsV2, { Bucket: 'site' })
    expect(listed.Contents?.[0]).toMatchObject({ ETag: put.ETag, ChecksumAlgorithm: ['CRC64NVME'] })
  })

  test.each(['ChecksumCRC32C', 'ChecksumCRC64NVME'])('are refused with a wrong %s', async (name) => {
    const { s3 } = setUp()
    const put = call(s3.PutObject, { Bucket: 'site', Key: 'a', Body: bytes('a'), [name]: 'AAAA' })
    await expect(put).rejects.toMatchObject({ code: 'BadDigest' })
  })

  test('come back with the bytes and the headers they were put with', async () => {
    const { s3 } = setUp()
    const put = await call(s3.PutObject, {
      Bucket: 'site',
      Key: 'index.html',
      Body: bytes('<html>'),
      ContentType: 'text/html',
      CacheControl: 'public,max-age=60',
      Expires: new Date('2030-01-01'),
      ContentEncoding: 'aws-chunked,gzip',
      Metadata: { release: 'r1' },
    })
    const got = await call(s3.GetObject, { Bucket: 'site', Key: 'index.html' })
    expect(put.ETag).toBe('"166248a6129a1e4370d20adc2d4c23f3"')
    expect(got).toMatchObject({
      ETag: put.ETag,
      ContentLength: 6,
      ContentType: 'text/html',
      CacheControl: 'public,max-age=60',
      Expires: new Date('2030-01-01'),
      ContentEncoding: 'gzip',
      Metadata: { release: 'r1' },
    })
    expect(Buffer.from(got.Body ?? []).toString()).toBe('<html>')
  })

  test('are served in ranges, and not beyond their end', async () => {
    const { state, s3 } = setUp()
    state.put('site', 'a', '0123456789')
    const part = await call(s3.GetObject, { Bucket: 'site', Key: 'a', Range: 'bytes=2-4' })
    const tail = await call(s3.GetObject, { Bucket: 'site', Key: 'a', Range: 'bytes=-3' })
    expect(part).toMatchObject({ ContentRange: 'bytes 2-4/10', ContentLength: 3 })
    expect(Buffer.from(part.Body ?? []).toString()).toBe('234')
    expect(Buffer.from(tail.Body ?? []).toString()).toBe('789')
    await expect(call(s3.GetObject, { Bucket: 'site', Key: 'a', Range: 'bytes=10-' })).rejects.toMatchObject({
      code: 'InvalidRange',
      status: 416,
    })
  })

  test('are written once with If-None-Match, and replaced only over the ETag of If-Match', async () => {
    const { state, s3 } = setUp()
    const put = (Body: string, conditions: object) =>
      call(s3.PutObject, { Bucket: 'site', Key: 'k', Body: bytes(Body), ...conditions })
    const first = await put('one', { IfNoneMatch: '*' })
    await expect(put('two', { IfNoneMatch: '*' })).rejects.toMatchObject({ code: 'PreconditionFailed' })
    await expect(put('two', { IfMatch: '"else"' })).rejects.toMatchObject({ status: 412 })
    await put('two', { IfMatch: first.ETag })
    expect(Buffer.from(state.get('site', 'k')?.body ?? []).toString()).toBe('two')
  })

  test('with a wrong checksum are refused, and nothing is stored', async () => {
    const { state, s3 } = setUp()
    const put = call(s3.PutObject, { Bucket: 'site', Key: 'k', Body: bytes('x'), ChecksumCRC32: 'AAAAAA==' })
    await expect(put).rejects.toMatchObject({ code: 'BadDigest' })
    expect(state.get('site', 'k')).toBeUndefined()
  })

  test('are copied with their headers, or with new ones', async () => {
    const { state, s3 } = setUp()
    state.put('site', 'a b', 'x', { cacheControl: 'no-store' })
    await call(s3.CopyObject, { Bucket: 'site', Key: 'kept', CopySource: 'site/a%20b' })
    await call(s3.CopyObject, {
      Bucket: 'site',
      Key: 'new',
      CopySource: 'site/a%20b',
      MetadataDirective: 'REPLACE',
      CacheControl: 'max-age=1',
    })
    expect(state.get('site', 'kept')?.cacheControl).toBe('no-store')
    expect(state.get('site', 'new')?.cacheControl).toBe('max-age=1')
  })

  test('are deleted in one call, and deleting what is not there is no error', async () => {
    const { state, s3 } = setUp()
    state.put('site', 'a', 'x')
    const answer = await call(s3.DeleteObjects, {
      Bucket: 'site',
      Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] },
    })
    expect(answer.Deleted).toEqual([{ Key: 'a' }, { Key: 'b' }])
    expect(state.get('site', 'a')).toBeUndefined()
  })
})

describe('listing', () => {
  test('pages through keys and common prefixes, each shown once', async () => {
    const { state, s3 } = setUp()
    for (const key of ['a/1', 'a/2', 'b', 'c/1', 'c/2', 'd', 'é']) state.put('site', key, 'x')
    const seen: (string | undefined)[] = []
    let token: string | undefined
    let pages = 0
    do {
      const page = await call(s3.ListObjectsV2, {
        Bucket: 'site',
        Delimiter: '/',
        MaxKeys: 2,
        ContinuationToken: token,
      })
      seen.push(...(page.CommonPrefixes ?? []).map((one) => one.Prefix))
      seen.push(...(page.Contents ?? []).map((one) => one.Key))
      token = page.NextContinuationToken
      pages++
    } while (token)
    expect(seen.sort()).toEqual(['a/', 'b', 'c/', 'd', 'é'].sort())
    expect(pages).toBe(3)
  })

  test('encodes keys when asked to, and refuses a token it did not give', async () => {
    const { state, s3 } = setUp()
    state.put('site', 'assets/a b.js', 'x')
    const page = await call(s3.ListObjectsV2, { Bucket: 'site', Prefix: 'assets/', EncodingType: 'url' })
    expect(page.Contents?.[0]?.Key).toBe('assets/a%20b.js')
    await expect(
      call(s3.ListObjectsV2, { Bucket: 'site', ContinuationToken: 'not ours' }),
    ).rejects.toMatchObject({ code: 'InvalidArgument' })
  })
})

test('a multipart upload shows nothing until it is completed, and then has the ETag of its parts', async () => {
  const { state, s3 } = setUp()
  const target = { Bucket: 'site', Key: 'big' }
  const { UploadId } = await call(s3.CreateMultipartUpload, { ...target, CacheControl: 'no-cache' })
  const bodies = [Buffer.alloc(5 * 1024 * 1024, 1), bytes('end')]
  const parts = []
  for (const [index, Body] of bodies.entries()) {
    const { ETag } = await call(s3.UploadPart, { ...target, UploadId, PartNumber: index + 1, Body })
    parts.push({ PartNumber: index + 1, ETag })
  }
  expect(state.get('site', 'big')).toBeUndefined()
  const wrong = { ...target, UploadId, MultipartUpload: { Parts: parts.toReversed() } }
  await expect(call(s3.CompleteMultipartUpload, wrong)).rejects.toMatchObject({ code: 'InvalidPartOrder' })
  const done = await call(s3.CompleteMultipartUpload, {
    ...target,
    UploadId,
    MultipartUpload: { Parts: parts },
  })
  expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/)
  const stored = state.get('site', 'big')
  expect(stored?.cacheControl).toBe('no-cache')
  expect(Buffer.concat(bodies).equals(stored?.body ?? new Uint8Array())).toBe(true)
  expect(state.uploads.size).toBe(0)
  state.put('site', 'big', 'newer')
  const repeated = { ...target, UploadId, MultipartUpload: { Parts: parts } }
  expect((await call(s3.CompleteMultipartUpload, repeated)).ETag).toBe(done.ETag)
  expect(Buffer.from(state.get('site', 'big')?.body ?? []).toString()).toBe('newer')
})

test('a bucket whose policy denies writing refuses every put and still serves reads', async () => {
  const { state, s3 } = setUp()
  state.put('site', 'k', 'x')
  state.deny('site', 'write', 'delete')
  await expect(call(s3.PutObject, { Bucket: 'site', Key: 'k' })).rejects.toMatchObject({
    code: 'AccessDenied',
    status: 403,
  })
  expect((await call(s3.GetObject, { Bucket: 'site', Key: 'k' })).ContentLength).toBe(1)
  state.deny('site')
  await call(s3.PutObject, { Bucket: 'site', Key: 'k' })
})

test('what is not there is named: the bucket or the key', async () => {
  const { s3 } = setUp()
  await expect(call(s3.GetObject, { Bucket: 'none', Key: 'k' })).rejects.toMatchObject({
    code: 'NoSuchBucket',
  })
  await expect(call(s3.HeadObject, { Bucket: 'site', Key: 'k' })).rejects.toMatchObject({ status: 404 })
})
