import { expect, test } from 'vitest'
import { createCloudFront } from '../world/cloudfront.ts'
import { call, testContext } from '../world/test-context.ts'
import { cloudfrontHandlers } from './cloudfront.ts'
import { keyValueStoreHandlers } from './cloudfront-keyvaluestore.ts'

function setUp() {
  const context = testContext()
  const state = createCloudFront(context)
  state.createDistribution({ id: 'E1', bucket: 'site' })
  const cloudfront = cloudfrontHandlers(state)
  const invalidate = (CallerReference: string, Items: string[], Quantity = Items.length) =>
    call(cloudfront.CreateInvalidation, {
      DistributionId: 'E1',
      InvalidationBatch: { CallerReference, Paths: { Quantity, Items } },
    })
  return { context, state, cloudfront, invalidate }
}

test('the same reference with the same paths gives the same invalidation, with other paths a conflict', async () => {
  const { state, invalidate } = setUp()
  const first = await invalidate('release-1', ['/index.html', '/'])
  const again = await invalidate('release-1', ['/', '/index.html'])
  expect(again.Invalidation?.Id).toBe(first.Invalidation?.Id)
  expect(state.distribution('E1').invalidations).toHaveLength(1)
  await expect(invalidate('release-1', ['/*'])).rejects.toMatchObject({
    code: 'InvalidationBatchAlreadyExists',
  })
})

test('an invalidation goes from InProgress to Completed', async () => {
  const { context, cloudfront, invalidate } = setUp()
  const { Invalidation } = await invalidate('r', ['/*'])
  const status = async () =>
    (await call(cloudfront.GetInvalidation, { DistributionId: 'E1', Id: Invalidation?.Id })).Invalidation
      ?.Status
  expect(await status()).toBe('InProgress')
  context.advance(2000)
  expect(await status()).toBe('Completed')
})

test('more than 15 wildcards or 3000 paths in progress are refused, until some are done', async () => {
  const { context, invalidate } = setUp()
  for (let index = 0; index < 15; index++) await invalidate(`w${index}`, [`/${index}/*`])
  await expect(invalidate('one more', ['/*'])).rejects.toMatchObject({
    code: 'TooManyInvalidationsInProgress',
  })
  context.advance(2000)
  await invalidate('one more', ['/*'])
  await invalidate(
    'many',
    Array.from({ length: 3000 }, (_, index) => `/${index}`),
  )
  await expect(invalidate('another', ['/x'])).rejects.toMatchObject({
    code: 'TooManyInvalidationsInProgress',
  })
})

test('paths without a leading slash and wrong quantities are refused', async () => {
  const { state, invalidate } = setUp()
  await expect(invalidate('r', ['index.html'])).rejects.toMatchObject({ code: 'InvalidArgument' })
  await expect(invalidate('r', ['/a'], 2)).rejects.toMatchObject({ code: 'InconsistentQuantities' })
  expect(state.distribution('E1').invalidations).toHaveLength(0)
})

test('a distribution is changed only over the version that was read', async () => {
  const { context, cloudfront } = setUp()
  const { ETag, DistributionConfig } = await call(cloudfront.GetDistributionConfig, { Id: 'E1' })
  const update = (IfMatch: string | undefined) =>
    call(cloudfront.UpdateDistribution, {
      Id: 'E1',
      IfMatch,
      DistributionConfig: DistributionConfig && { ...DistributionConfig, Enabled: false },
    })
  const changed = await update(ETag)
  expect(changed.Distribution?.Status).toBe('InProgress')
  await expect(update(ETag)).rejects.toMatchObject({ code: 'PreconditionFailed' })
  context.advance(2000)
  const { Distribution } = await call(cloudfront.GetDistribution, { Id: 'E1' })
  expect([Distribution?.Status, Distribution?.DistributionConfig?.Enabled]).toEqual(['Deployed', false])
  await expect(call(cloudfront.GetDistribution, { Id: 'E2' })).rejects.toMatchObject({
    code: 'NoSuchDistribution',
  })
})

test('a key is written only with the ETag of the store, all changes or none', async () => {
  const { state } = setUp()
  const store = state.createKeyValueStore('cohorts')
  const values = keyValueStoreHandlers(state)
  const KvsARN = store.arn
  const { ETag } = await call(values.DescribeKeyValueStore, { KvsARN })
  await call(values.PutKey, { KvsARN, IfMatch: ETag, Key: 'weight', Value: '10' })
  await expect(
    call(values.PutKey, { KvsARN, IfMatch: ETag, Key: 'weight', Value: '50' }),
  ).rejects.toMatchObject({ code: 'ConflictException' })
  await expect(
    call(values.UpdateKeys, {
      KvsARN,
      IfMatch: store.etag,
      Puts: [{ Key: 'weight', Value: '90' }],
      Deletes: [{ Key: 'none' }],
    }),
  ).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  expect((await call(values.GetKey, { KvsARN, Key: 'weight' })).Value).toBe('10')
})
