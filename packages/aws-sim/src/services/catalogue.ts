import * as appconfig from '@aws-sdk/client-appconfig'
import * as appconfigdata from '@aws-sdk/client-appconfigdata'
import * as cloudformation from '@aws-sdk/client-cloudformation'
import * as cloudfront from '@aws-sdk/client-cloudfront'
import * as keyvaluestore from '@aws-sdk/client-cloudfront-keyvaluestore'
import * as cloudwatch from '@aws-sdk/client-cloudwatch'
import * as logs from '@aws-sdk/client-cloudwatch-logs'
import * as codebuild from '@aws-sdk/client-codebuild'
import * as ecr from '@aws-sdk/client-ecr'
import * as ecs from '@aws-sdk/client-ecs'
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2'
import * as s3 from '@aws-sdk/client-s3'
import * as sqs from '@aws-sdk/client-sqs'
import * as sts from '@aws-sdk/client-sts'
import type { Handlers } from '../wire/handlers.ts'
import type { ServiceDefinition } from '../wire/service.ts'

/** Clients are only made to read their protocol settings; nothing is sent with them. */
const idle = { region: 'us-east-1', credentials: { accessKeyId: 'unused', secretAccessKey: 'unused' } }

/** Handler tables by service id. */
export type HandlersById = {
  readonly appconfig: Handlers<typeof appconfig>
  readonly appconfigdata: Handlers<typeof appconfigdata>
  readonly cloudformation: Handlers<typeof cloudformation>
  readonly cloudfront: Handlers<typeof cloudfront>
  readonly 'cloudfront-keyvaluestore': Handlers<typeof keyvaluestore>
  readonly cloudwatch: Handlers<typeof cloudwatch>
  readonly codebuild: Handlers<typeof codebuild>
  readonly ecr: Handlers<typeof ecr>
  readonly ecs: Handlers<typeof ecs>
  readonly elbv2: Handlers<typeof elbv2>
  readonly logs: Handlers<typeof logs>
  readonly s3: Handlers<typeof s3>
  readonly sqs: Handlers<typeof sqs>
  readonly sts: Handlers<typeof sts>
}

export type ServiceId = keyof HandlersById

type CatalogueEntry = Omit<ServiceDefinition, 'id' | 'handlers'>

/** Every simulated service: its schemas, the names it is signed for, the protocols it speaks. */
export const catalogue: Readonly<Record<ServiceId, () => CatalogueEntry>> = {
  appconfig: () => ({
    package: appconfig,
    client: new appconfig.AppConfigClient(idle),
    signingNames: ['appconfig'],
    protocols: ['rest-json'],
  }),
  appconfigdata: () => ({
    package: appconfigdata,
    client: new appconfigdata.AppConfigDataClient(idle),
    signingNames: ['appconfig'],
    protocols: ['rest-json'],
  }),
  cloudformation: () => ({
    package: cloudformation,
    client: new cloudformation.CloudFormationClient(idle),
    signingNames: ['cloudformation'],
    protocols: ['query'],
  }),
  cloudfront: () => ({
    package: cloudfront,
    client: new cloudfront.CloudFrontClient(idle),
    signingNames: ['cloudfront'],
    protocols: ['rest-xml'],
  }),
  'cloudfront-keyvaluestore': () => ({
    package: keyvaluestore,
    client: new keyvaluestore.CloudFrontKeyValueStoreClient(idle),
    signingNames: ['cloudfront-keyvaluestore'],
    protocols: ['rest-json'],
  }),
  cloudwatch: () => ({
    package: cloudwatch,
    client: new cloudwatch.CloudWatchClient(idle),
    signingNames: ['monitoring'],
    // Clients of different age speak different protocols.
    protocols: ['json', 'cbor', 'query'],
  }),
  codebuild: () => ({
    package: codebuild,
    client: new codebuild.CodeBuildClient(idle),
    signingNames: ['codebuild'],
    protocols: ['json'],
  }),
  ecr: () => ({
    package: ecr,
    client: new ecr.ECRClient(idle),
    signingNames: ['ecr'],
    protocols: ['json'],
  }),
  ecs: () => ({
    package: ecs,
    client: new ecs.ECSClient(idle),
    signingNames: ['ecs'],
    protocols: ['json'],
  }),
  elbv2: () => ({
    package: elbv2,
    client: new elbv2.ElasticLoadBalancingV2Client(idle),
    signingNames: ['elasticloadbalancing'],
    protocols: ['query'],
  }),
  logs: () => ({
    package: logs,
    client: new logs.CloudWatchLogsClient(idle),
    signingNames: ['logs'],
    protocols: ['json'],
  }),
  s3: () => ({ package: s3, client: new s3.S3Client(idle), signingNames: ['s3'], protocols: ['s3'] }),
  sqs: () => ({
    package: sqs,
    client: new sqs.SQSClient(idle),
    signingNames: ['sqs'],
    protocols: ['json'],
  }),
  sts: () => ({ package: sts, client: new sts.STSClient(idle), signingNames: ['sts'], protocols: ['query'] }),
}

export const serviceIds = Object.keys(catalogue) as ServiceId[]
