import { AppConfigClient } from '@aws-sdk/client-appconfig'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { ECRClient } from '@aws-sdk/client-ecr'
import { ECSClient } from '@aws-sdk/client-ecs'
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2'
import { S3Client } from '@aws-sdk/client-s3'
import { STSClient } from '@aws-sdk/client-sts'

export type ClientSettings = {
  readonly region: string
  readonly endpoint?: string
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

export type Clients = ReturnType<typeof createClients>

/** A client for each service of the suite. Without credentials they look for them as the AWS CLI does. */
export function createClients(settings: ClientSettings) {
  const elsewhere = settings.region === 'us-west-2' ? 'us-east-2' : 'us-west-2'
  const s3 = { forcePathStyle: settings.endpoint !== undefined }
  return {
    appconfig: new AppConfigClient(settings),
    cloudformation: new CloudFormationClient(settings),
    cloudfront: new CloudFrontClient({ ...settings, region: 'us-east-1' }),
    cloudwatch: new CloudWatchClient(settings),
    ecr: new ECRClient(settings),
    ecs: new ECSClient(settings),
    elb: new ElasticLoadBalancingV2Client(settings),
    logs: new CloudWatchLogsClient(settings),
    s3: new S3Client({ ...settings, ...s3 }),
    /** The same buckets, asked in another region. */
    s3Elsewhere: new S3Client({ ...settings, ...s3, region: elsewhere }),
    sts: new STSClient(settings),
  }
}
