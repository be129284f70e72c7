import { createAppConfig, type AppConfig } from './appconfig.ts'
import { createCloudFormation, type CloudFormation } from './cloudformation.ts'
import { createCloudFront, type CloudFront } from './cloudfront.ts'
import { createCodeBuild, type CodeBuild } from './codebuild.ts'
import { createEcr, type Ecr } from './ecr.ts'
import { createEcs, type Ecs } from './ecs/ecs.ts'
import { createElb } from './elb/elb.ts'
import type { Elb } from './elb/types.ts'
import { createLogs, type Logs } from './logs/logs.ts'
import { createAlarms, type Alarms } from './metrics/alarms.ts'
import { createMetrics, type Metrics } from './metrics/metrics.ts'
import { createS3, type S3 } from './s3.ts'
import { createSqs, type Sqs } from './sqs.ts'
import { createSts, type Sts } from './sts.ts'
import { createNetwork, type Network } from './task-app/network.ts'
import { createTraffic } from './traffic/traffic.ts'
import type { Traffic } from './traffic/types.ts'
import type { WorldContext } from './world.ts'

/** Everything that AWS would hold for one account and region. */
export type World = {
  readonly context: WorldContext
  readonly alarms: Alarms
  readonly appconfig: AppConfig
  readonly cloudformation: CloudFormation
  readonly cloudfront: CloudFront
  readonly codebuild: CodeBuild
  readonly ecr: Ecr
  readonly ecs: Ecs
  readonly elb: Elb
  readonly logs: Logs
  readonly metrics: Metrics
  readonly network: Network
  readonly s3: S3
  readonly sqs: Sqs
  readonly sts: Sts
  readonly traffic: Traffic
}

/** Joins the parts of a world. It is empty: a scenario fills it. */
export function createWorld(context: WorldContext): World {
  const ecr = createEcr(context)
  const network = createNetwork()
  const metrics = createMetrics(context)
  const logs = createLogs(context)
  const alarms = createAlarms(context, metrics)
  const elb = createElb(context, { network, metrics })
  const ecs = createEcs(context, { images: ecr, elb, network, logs, alarming: alarms.alarming })
  return {
    context,
    ecr,
    network,
    metrics,
    logs,
    alarms,
    elb,
    ecs,
    traffic: createTraffic(context, { elb, ecs, network, metrics, logs }),
    s3: createS3(context),
    cloudfront: createCloudFront(context),
    sqs: createSqs(context),
    sts: createSts(context),
    cloudformation: createCloudFormation(context),
    codebuild: createCodeBuild(context),
    appconfig: createAppConfig(context),
  }
}
