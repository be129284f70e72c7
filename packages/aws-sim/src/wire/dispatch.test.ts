import { describe, expect, test } from 'vitest'
import { createServices } from '../services/create-services.ts'
import { dispatch } from './dispatch.ts'
import { splitTarget, type WireRequest } from './message.ts'
import { addressBucket } from './s3.ts'

const services = createServices({})
const signedFor = (name: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIATEST/20250929/eu-west-1/${name}/aws4_request, SignedHeaders=host, Signature=0`,
})

function request(
  method: string,
  target: string,
  headers: Record<string, string> = {},
  body = '',
): WireRequest {
  return { method, ...splitTarget(target), headers, body: Buffer.from(body) }
}

function route(given: WireRequest): string | null {
  const found = dispatch(services, given)
  return found && `${found.service.model.id}.${found.match?.operation.name} by ${found.protocol.name}`
}

describe('a request finds its operation', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
  test.each([
    [
      'by its target',
      request('POST', '/', { 'x-amz-target': 'AmazonEC2ContainerServiceV20141113.ListTasks' }),
      'ecs.ListTasks by json',
    ],
    [
      'by the form and the name it was signed for',
      request(
        'POST',
        '/',
        { ...form, ...signedFor('elasticloadbalancing') },
        'Action=DescribeRules&Version=2015-12-01',
      ),
      'elbv2.DescribeRules by query',
    ],
    [
      'by the form alone, when unsigned',
      request('POST', '/', form, 'Action=GetCallerIdentity&Version=2011-06-15'),
      'sts.GetCallerIdentity by query',
    ],
    [
      'by method and path',
      request('GET', '/2020-05-31/distribution/E1', signedFor('cloudfront')),
      'cloudfront.GetDistribution by rest-xml',
    ],
    [
      'among two services that share a signing name',
      request('POST', '/configurationsessions', signedFor('appconfig')),
      'appconfigdata.StartConfigurationSession by rest-json',
    ],
    [
      'by the path of Smithy RPC',
      request('POST', '/service/GraniteServiceVersion20100801/operation/ListMetrics', {
        'smithy-protocol': 'rpc-v2-cbor',
        ...signedFor('monitoring'),
      }),
      'cloudwatch.ListMetrics by cbor',
    ],
    ['when it is unsigned, as an object of S3', request('GET', '/bucket/a/b.html'), 's3.GetObject by s3'],
    [
      'when it is presigned',
      request('GET', '/bucket/k?X-Amz-Credential=AKIATEST%2F20250929%2Feu-west-1%2Fs3%2Faws4_request'),
      's3.GetObject by s3',
    ],
    [
      'by a query parameter that belongs to the path',
      request('GET', '/bucket?versioning', signedFor('s3')),
      's3.GetBucketVersioning by s3',
    ],
    [
      'by a query parameter of fixed value',
      request('GET', '/bucket?list-type=2', signedFor('s3')),
      's3.ListObjectsV2 by s3',
    ],
    [
      'by a required header',
      request('PUT', '/bucket/k', { ...signedFor('s3'), 'x-amz-copy-source': 'a/b' }),
      's3.CopyObject by s3',
    ],
    [
      'by required parameters',
      request('PUT', '/bucket/k?partNumber=1&uploadId=u', signedFor('s3')),
      's3.UploadPart by s3',
    ],
    ['without a bucket', request('GET', '/', signedFor('s3')), 's3.ListBuckets by s3'],
  ])('%s', (_how, given, expected) => {
    expect(route(given)).toBe(expected)
  })

  test('or says which service it does not know the operation of', () => {
    expect(route(request('POST', '/', { 'x-amz-target': 'AmazonSQS.Sing' }))).toBe('sqs.undefined by json')
  })

  test('or is nobody’s', () => {
    expect(route(request('POST', '/', signedFor('iam')))).toBeNull()
  })
})

test.each([
  ['127.0.0.1:4599', '/bucket/a//../b', 'bucket', '/a//../b'],
  ['127.0.0.1:4599', '/bucket', 'bucket', '/'],
  ['127.0.0.1:4599', '/', null, '/'],
  ['bucket.localhost:4599', '/k', 'bucket', '/k'],
  ['my.bucket.s3.eu-west-1.amazonaws.com', '/k', 'my.bucket', '/k'],
])('at %s the path %s is in bucket %s at %s', (host, path, bucket, key) => {
  expect(addressBucket(request('GET', path, { host }))).toEqual({ bucket, path: key })
})
