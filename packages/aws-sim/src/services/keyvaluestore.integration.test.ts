import '@aws-sdk/signature-v4a'
import {
  CloudFrontClient,
  DescribeFunctionCommand,
  DescribeKeyValueStoreCommand as DescribeStoreCommand,
  GetDistributionConfigCommand,
  GetFunctionCommand,
  ListFunctionsCommand,
  ListKeyValueStoresCommand,
} from '@aws-sdk/client-cloudfront'
import {
  CloudFrontKeyValueStoreClient,
  DeleteKeyCommand,
  DescribeKeyValueStoreCommand,
  GetKeyCommand,
  ListKeysCommand,
  PutKeyCommand,
  UpdateKeysCommand,
} from '@aws-sdk/client-cloudfront-keyvaluestore'
import { functionCode } from '@lockstep/cohort-function/code'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

let simulator: TestSimulator
beforeAll(async () => {
  simulator = await startTestSimulator()
})
afterAll(() => simulator.close())

/**
 * The client puts the account id before the endpoint's host, which no IP address can carry. It is made with a name for
 * the address, and each request then goes to the address itself.
 */
function keyValueStoreClient(endpointUrl: string): CloudFrontKeyValueStoreClient {
  const endpoint = new URL(endpointUrl)
  const { endpoint: _, ...settings } = simulator.clientSettings
  const client = new CloudFrontKeyValueStoreClient({
    ...settings,
    endpoint: `${endpoint.protocol}//localhost:${endpoint.port}`,
  })
  client.middlewareStack.add(
    (next) => async (args) => {
      Object.assign(args.request ?? {}, { hostname: endpoint.hostname })
      return next(args)
    },
    { step: 'build', name: 'withoutAccountPrefix' },
  )
  return client
}

test('keys are read and written through the real client, by the ETag of the store', async () => {
  const { arn: KvsARN } = simulator.world.cloudfront.createKeyValueStore('cohort-a')
  const client = keyValueStoreClient(simulator.url)
  const { ETag: IfMatch } = await client.send(new DescribeKeyValueStoreCommand({ KvsARN }))
  const put = await client.send(
    new PutKeyCommand({ KvsARN, IfMatch, Key: 'cohort', Value: '{"percent":10}' }),
  )
  expect(await client.send(new GetKeyCommand({ KvsARN, Key: 'cohort' }))).toMatchObject({
    Value: '{"percent":10}',
  })
  await expect(
    client.send(new PutKeyCommand({ KvsARN, IfMatch, Key: 'cohort', Value: '{}' })),
  ).rejects.toMatchObject({ name: 'ConflictException' })
  const changed = await client.send(
    new UpdateKeysCommand({
      KvsARN,
      IfMatch: put.ETag,
      Puts: [{ Key: 'other', Value: '1' }],
      Deletes: [{ Key: 'cohort' }],
    }),
  )
  expect((await client.send(new ListKeysCommand({ KvsARN }))).Items).toEqual([{ Key: 'other', Value: '1' }])
  await client.send(new DeleteKeyCommand({ KvsARN, IfMatch: changed.ETag, Key: 'other' }))
  await expect(client.send(new GetKeyCommand({ KvsARN, Key: 'cohort' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  })
  expect(simulator.requests.list({ service: 'cloudfront-keyvaluestore', operation: 'PutKey' })).toHaveLength(
    2,
  )
})

test('a store, the functions and what is associated with what are told by the real client', async () => {
  const { cloudfront, s3 } = simulator.world
  const store = cloudfront.createKeyValueStore('cohort-b')
  const code = functionCode['viewer-request']
  const made = cloudfront.createFunction({ name: 'shop-viewer-request', code, keyValueStoreArn: store.arn })
  s3.createBucket('site')
  cloudfront.createDistribution({ id: 'E1', bucket: 'site', functions: { 'viewer-request': made.arn } })
  const client = new CloudFrontClient(simulator.clientSettings)
  const { DistributionConfig } = await client.send(new GetDistributionConfigCommand({ Id: 'E1' }))
  expect(DistributionConfig?.DefaultCacheBehavior?.FunctionAssociations).toEqual({
    Quantity: 1,
    Items: [{ EventType: 'viewer-request', FunctionARN: made.arn }],
  })
  const described = await client.send(
    new DescribeFunctionCommand({ Name: 'shop-viewer-request', Stage: 'LIVE' }),
  )
  expect(described.FunctionSummary?.FunctionConfig).toMatchObject({
    Runtime: 'cloudfront-js-2.0',
    KeyValueStoreAssociations: { Items: [{ KeyValueStoreARN: store.arn }] },
  })
  const { FunctionCode } = await client.send(
    new GetFunctionCommand({ Name: 'shop-viewer-request', Stage: 'LIVE' }),
  )
  expect(Buffer.from(FunctionCode ?? []).toString()).toBe(code)
  expect((await client.send(new ListFunctionsCommand({}))).FunctionList?.Quantity).toBe(1)
  expect((await client.send(new DescribeStoreCommand({ Name: 'cohort-b' }))).KeyValueStore?.ARN).toBe(
    store.arn,
  )
  const { KeyValueStoreList } = await client.send(new ListKeyValueStoresCommand({}))
  expect(KeyValueStoreList?.Items?.map(({ Name }) => Name)).toContain('cohort-b')
})
