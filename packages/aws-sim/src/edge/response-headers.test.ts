import type { ResponseHeadersPolicyConfig } from '@aws-sdk/client-cloudfront'
import { expect, test } from 'vitest'
import { cloudfrontHandlers } from '../services/cloudfront.ts'
import { createCloudFront } from '../world/cloudfront.ts'
import { createS3 } from '../world/s3.ts'
import { call, testContext } from '../world/test-context.ts'
import { createEdge } from './edge.ts'

const policy = "default-src 'self'"

async function setUp(config: Omit<ResponseHeadersPolicyConfig, 'Name'>) {
  const context = testContext()
  const s3 = createS3(context)
  const state = createCloudFront(context)
  const edge = createEdge(context, { cloudfront: state, s3 })
  const cloudfront = cloudfrontHandlers(state)
  s3.createBucket('site')
  state.createDistribution({ id: 'E1', bucket: 'site' })
  s3.put('site', 'index.html', 'page', {
    cacheControl: 'max-age=60',
    metadata: { 'content-security-policy': "script-src 'none'" },
  })
  const made = await call(cloudfront.CreateResponseHeadersPolicy, {
    ResponseHeadersPolicyConfig: { Name: 'headers', ...config },
  })
  const { Id = '' } = made.ResponseHeadersPolicy ?? {}
  const attach = async (id: string) => {
    const { DistributionConfig, ETag } = await call(cloudfront.GetDistributionConfig, { Id: 'E1' })
    if (!DistributionConfig?.DefaultCacheBehavior) throw new Error('no behaviour')
    const behaviour = { ...DistributionConfig.DefaultCacheBehavior, ResponseHeadersPolicyId: id }
    const changed = { ...DistributionConfig, DefaultCacheBehavior: behaviour }
    await call(cloudfront.UpdateDistribution, { Id: 'E1', IfMatch: ETag, DistributionConfig: changed })
  }
  const headers = async (url = '/') =>
    (await edge.door('E1').answer({ method: 'GET', url, headers: {} })).headers
  return { cloudfront, made, id: Id, attach, headers }
}

test('adds and takes away headers once a distribution refers to the policy', async () => {
  const { attach, headers, id } = await setUp({
    SecurityHeadersConfig: { ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: policy } },
    CustomHeadersConfig: {
      Quantity: 2,
      Items: [
        { Header: 'Cache-Control', Value: 'no-store', Override: true },
        { Header: 'ETag', Value: 'mine', Override: false },
      ],
    },
    RemoveHeadersConfig: { Quantity: 1, Items: [{ Header: 'x-amz-meta-content-security-policy' }] },
  })
  const before = await headers()
  expect(before['content-security-policy']).toBeUndefined()
  expect(before['x-amz-meta-content-security-policy']).toBe("script-src 'none'")
  await attach(id)
  const after = await headers()
  expect(after['content-security-policy']).toBe(policy)
  expect(after['cache-control']).toBe('no-store')
  expect(after['etag']).toBe(before['etag'])
  expect(after['x-amz-meta-content-security-policy']).toBeUndefined()
  expect((await headers('/none'))['content-security-policy']).toBe(policy)
})

test('a change of the policy takes effect, with the right entity tag', async () => {
  const { cloudfront, made, id, attach, headers } = await setUp({})
  await attach(id)
  const change = (IfMatch: string | undefined) =>
    call(cloudfront.UpdateResponseHeadersPolicy, {
      Id: id,
      IfMatch,
      ResponseHeadersPolicyConfig: {
        Name: 'headers',
        SecurityHeadersConfig: { ContentTypeOptions: { Override: true } },
      },
    })
  await expect(change('E0')).rejects.toMatchObject({ code: 'PreconditionFailed' })
  await change(made.ETag)
  expect((await headers())['x-content-type-options']).toBe('nosniff')
  const { ETag } = await call(cloudfront.GetResponseHeadersPolicyConfig, { Id: id })
  expect(ETag).not.toBe(made.ETag)
})

test('what is not there, or is there already, is refused', async () => {
  const { cloudfront, attach } = await setUp({})
  await expect(attach('none')).rejects.toMatchObject({ code: 'NoSuchResponseHeadersPolicy' })
  const again = { ResponseHeadersPolicyConfig: { Name: 'headers' } }
  await expect(call(cloudfront.CreateResponseHeadersPolicy, again)).rejects.toMatchObject({
    code: 'ResponseHeadersPolicyAlreadyExists',
  })
  await expect(call(cloudfront.GetResponseHeadersPolicy, { Id: 'none' })).rejects.toMatchObject({
    code: 'NoSuchResponseHeadersPolicy',
  })
})
