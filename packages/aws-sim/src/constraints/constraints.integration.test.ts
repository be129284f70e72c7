import { AppConfigClient, GetDeploymentCommand } from '@aws-sdk/client-appconfig'
import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation'
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr'
import { ECSClient, RegisterTaskDefinitionCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs'
import { DescribeRulesCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSimulator, type TestSimulator } from '../services/test-simulator.ts'
import { violationsOf } from './constraints.ts'

let simulator: TestSimulator
beforeAll(async () => {
  simulator = await startTestSimulator()
})
afterAll(() => simulator.close())

/** A lazy call each, for the clients need the simulator's address. */
const refused: readonly (readonly [string, () => Promise<unknown>, string, RegExp])[] = [
  [
    'a pattern',
    () => new ECRClient(simulator.clientSettings).send(new DescribeImagesCommand({ repositoryName: 'Shop' })),
    'InvalidParameterException',
    /^Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression/,
  ],
  [
    'a range',
    () =>
      new ECRClient(simulator.clientSettings).send(
        new DescribeImagesCommand({ repositoryName: 'shop', maxResults: 1001 }),
      ),
    'InvalidParameterException',
    /maxResults/,
  ],
  [
    'an enumeration',
    () =>
      new ECSClient(simulator.clientSettings).send(
        new UpdateServiceCommand({
          service: 'a',
          deploymentConfiguration: { strategy: 'ALL_AT_ONCE' as 'ROLLING' },
        }),
      ),
    'InvalidParameterException',
    /'deploymentConfiguration.strategy'.*enum value set/,
  ],
  [
    'a member of a member that is required',
    () =>
      new ECSClient(simulator.clientSettings).send(
        new RegisterTaskDefinitionCommand({
          family: 'a',
          containerDefinitions: [{ name: 'a', image: 'a', secrets: [{ name: 'KEY', valueFrom: undefined }] }],
        }),
      ),
    'InvalidParameterException',
    /Value null at 'containerDefinitions.1.member.secrets.1.member.valueFrom'/,
  ],
  [
    'an id of another form',
    () =>
      new AppConfigClient(simulator.clientSettings).send(
        new GetDeploymentCommand({
          ApplicationId: 'lessons!',
          EnvironmentId: 'abc1234',
          DeploymentNumber: 1,
        }),
      ),
    'BadRequestException',
    /'applicationId'/,
  ],
  [
    'a length',
    () =>
      new CloudWatchLogsClient(simulator.clientSettings).send(
        new FilterLogEventsCommand({ logGroupName: 'a', limit: 10_001 }),
      ),
    'InvalidParameterException',
    /^1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000$/,
  ],
  [
    'a page size',
    () =>
      new ElasticLoadBalancingV2Client(simulator.clientSettings).send(
        new DescribeRulesCommand({ ListenerArn: 'arn', PageSize: 401 }),
      ),
    'ValidationError',
    /'pageSize'/,
  ],
  [
    'a namespace',
    () =>
      new CloudWatchClient(simulator.clientSettings).send(
        new PutMetricDataCommand({ Namespace: ':own', MetricData: [{ MetricName: 'a', Value: 1 }] }),
      ),
    // What the client calls a ValidationError of this service.
    'ValidationException',
    /'namespace'/,
  ],
  [
    'a status of a stack',
    () =>
      new CloudFormationClient(simulator.clientSettings).send(
        new ListStacksCommand({ StackStatusFilter: ['DONE' as 'CREATE_COMPLETE'] }),
      ),
    'ValidationError',
    /'stackStatusFilter.1.member'/,
  ],
  [
    'a session name that is too short',
    () =>
      new STSClient(simulator.clientSettings).send(
        new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::123456789012:role/a', RoleSessionName: 'a' }),
      ),
    'ValidationError',
    /'roleSessionName'/,
  ],
  [
    'what the XML lacks',
    () =>
      new CloudFrontClient(simulator.clientSettings).send(
        new CreateInvalidationCommand({
          DistributionId: 'E1',
          InvalidationBatch: { CallerReference: 'a', Paths: undefined },
        }),
      ),
    'MalformedXML',
    /'invalidationBatch.paths'/,
  ],
]

test.each(refused)('refuses %s as the service does', async (_what, call, name, message) => {
  await expect(call()).rejects.toMatchObject({ name, message: expect.stringMatching(message) as string })
})

test('a list and a map are measured, and each of their parts looked at', () => {
  const found = violationsOf(
    {
      operations: { Do: 'In' },
      shapes: {
        In: { kind: 'structure', members: { Names: 'Names', Tags: 'Tags' } },
        Names: { kind: 'list', max: 2, of: 'Name' },
        Tags: { kind: 'map', min: 1, key: 'Name', of: 'Name' },
        Name: { kind: 'string', min: 2 },
      },
    },
    'Do',
    { Names: ['aa', 'b', 'cc'], Tags: { k: 'vv' } },
  )
  expect(found.map(({ path }) => path)).toEqual(['names', 'names.2.member', 'tags.key'])
})
