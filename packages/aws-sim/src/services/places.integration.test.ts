import { CloudFrontClient, GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  ECRClient,
  GetDownloadUrlForLayerCommand,
  SetRepositoryPolicyCommand,
} from '@aws-sdk/client-ecr'
import { DescribeClustersCommand, ECSClient } from '@aws-sdk/client-ecs'
import { GetObjectCommand, HeadBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildLayer } from '../world/images/layer.ts'
import { startTestSimulator, type TestSimulator } from './test-simulator.ts'

const other = '222222222222'
let simulator: TestSimulator

beforeAll(async () => {
  simulator = await startTestSimulator()
})
afterAll(() => simulator.close())

const settings = (region = 'eu-west-1', accessKeyId = 'AKIATEST') => ({
  ...simulator.clientSettings,
  region,
  credentials: { accessKeyId, secretAccessKey: 'test' },
})
const imageIds = [{ imageTag: 'v1' }]

function pushTo(place: { accountId?: string; region?: string }, repositoryName: string) {
  const { ecr, context } = simulator.world.at(place)
  ecr.createRepository(repositoryName)
  const layer = buildLayer([{ path: 'app/place', body: JSON.stringify(place) }])
  const image = ecr.pushImage(repositoryName, {
    tags: ['v1'],
    layers: [layer],
    labels: {},
    createdAt: context.clock.date(),
  })
  return { ...image, layer: layer.digest }
}

test('a region has repositories and clusters of its own', async () => {
  const there = pushTo({ region: 'us-east-1' }, 'regional')
  simulator.world.ecs.createCluster('main')
  const find = (region: string) =>
    new ECRClient(settings(region)).send(new DescribeImagesCommand({ repositoryName: 'regional', imageIds }))
  await expect(find('us-east-1')).resolves.toMatchObject({ imageDetails: [{ imageDigest: there.digest }] })
  await expect(find('eu-west-1')).rejects.toMatchObject({ name: 'RepositoryNotFoundException' })
  const clusters = new DescribeClustersCommand({ clusters: ['main'] })
  expect((await new ECSClient(settings('us-east-1')).send(clusters)).clusters).toEqual([])
  expect((await new ECSClient(settings()).send(clusters)).clusters).toHaveLength(1)
})

test("another account's registry is denied until its repository's policy allows", async () => {
  const there = pushTo({ accountId: other }, 'shared')
  const ours = new ECRClient(settings())
  const theirs = new ECRClient(settings('eu-west-1', other))
  const get = new BatchGetImageCommand({ registryId: other, repositoryName: 'shared', imageIds })
  await expect(ours.send(get)).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(
      /ecr:BatchGetImage on resource: arn:aws:ecr:eu-west-1:222222222222:repository\/shared/,
    ) as string,
  })
  const statement = (Principal: unknown, Action: string[]) => ({ Effect: 'Allow', Principal, Action })
  const policyText = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      statement({ AWS: 'arn:aws:iam::123456789012:root' }, ['ecr:BatchGetImage', 'ecr:GetDownload*']),
    ],
  })
  await theirs.send(new SetRepositoryPolicyCommand({ repositoryName: 'shared', policyText }))
  expect((await ours.send(get)).images).toMatchObject([
    { registryId: other, imageId: { imageDigest: there.digest } },
  ])
  const { downloadUrl = '' } = await ours.send(
    new GetDownloadUrlForLayerCommand({
      registryId: other,
      repositoryName: 'shared',
      layerDigest: there.layer,
    }),
  )
  expect((await fetch(downloadUrl)).status).toBe(200)
  await expect(
    ours.send(new DescribeImagesCommand({ registryId: other, repositoryName: 'shared' })),
  ).rejects.toMatchObject({ name: 'AccessDeniedException' })
})

test('ECS pulls from where the reference says, if it may', () => {
  const far = pushTo({ accountId: other, region: 'us-east-1' }, 'pulled')
  const registry = simulator.world.at({ accountId: other, region: 'us-east-1' }).ecr
  const reference = `222222222222.dkr.ecr.us-east-1.amazonaws.com/pulled@${far.digest}`
  expect(simulator.world.ecr.pull(reference)).toBeNull()
  expect(simulator.world.ecr.denies?.(reference)).toBe(true)
  expect(simulator.world.ecr.denies?.(reference.replace('pulled', 'none'))).toBe(false)
  registry.repository('pulled').policy = JSON.stringify({
    Statement: { Effect: 'Allow', Principal: '*', Action: 'ecr:*' },
  })
  expect(simulator.world.ecr.pull(reference)?.digest).toBe(far.digest)
})

test("an account is denied what its own repository's policy denies", async () => {
  pushTo({}, 'closed')
  simulator.world.ecr.repository('closed').policy = JSON.stringify({
    Statement: [{ Effect: 'Deny', Principal: '*', Action: 'ecr:DescribeImages' }],
  })
  await expect(
    new ECRClient(settings()).send(new DescribeImagesCommand({ repositoryName: 'closed' })),
  ).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringMatching(/explicit deny/) as string,
  })
})

test('a bucket of another region answers with its region, and one of another account not at all', async () => {
  simulator.world.at({ region: 'us-west-2' }).s3.createBucket('far')
  simulator.world.at({ accountId: other }).s3.createBucket('foreign')
  const s3 = new S3Client(settings())
  const error = await s3.send(new GetObjectCommand({ Bucket: 'far', Key: 'a' })).catch((thrown) => thrown)
  expect(error).toMatchObject({ name: 'PermanentRedirect', $metadata: { httpStatusCode: 301 } })
  expect(error.$response.headers['x-amz-bucket-region']).toBe('us-west-2')
  await expect(s3.send(new HeadBucketCommand({ Bucket: 'far' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 301 },
  })
  await expect(s3.send(new HeadBucketCommand({ Bucket: 'foreign' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  })
  const follows = new S3Client({ ...settings(), followRegionRedirects: true })
  await expect(follows.send(new GetObjectCommand({ Bucket: 'far', Key: 'a' }))).rejects.toMatchObject({
    name: 'NoSuchKey',
  })
  const names = (await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name)
  expect(names).toEqual(['far'])
})

test("a role of another account brings that account's world, with its distributions", async () => {
  const theirs = simulator.world.at({ accountId: other }).cloudfront.createDistribution({
    id: 'E2THEIRS',
    bucket: 'foreign',
  })
  const { Credentials } = await new STSClient(settings()).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${other}:role/lockstep`, RoleSessionName: 'check' }),
  )
  const role = { ...settings('us-east-1', Credentials?.AccessKeyId) }
  const get = new GetDistributionCommand({ Id: theirs.id })
  expect((await new CloudFrontClient(role).send(get)).Distribution?.ARN).toContain(`::${other}:`)
  await expect(new CloudFrontClient(settings()).send(get)).rejects.toMatchObject({
    name: 'NoSuchDistribution',
  })
})
