import type { World } from '../world/create-world.ts'
import type { HandlersById } from './catalogue.ts'
import { appconfigHandlers } from './appconfig.ts'
import { appconfigdataHandlers } from './appconfigdata.ts'
import { cloudformationHandlers } from './cloudformation.ts'
import { cloudfrontHandlers } from './cloudfront.ts'
import { keyValueStoreHandlers } from './cloudfront-keyvaluestore.ts'
import { cloudwatchHandlers } from './cloudwatch.ts'
import { codebuildHandlers } from './codebuild.ts'
import { ecrHandlers } from './ecr.ts'
import { ecsHandlers } from './ecs.ts'
import { elbv2Handlers } from './elbv2.ts'
import { logsHandlers } from './logs.ts'
import { s3Handlers } from './s3.ts'
import { sqsHandlers } from './sqs.ts'
import { stsHandlers } from './sts.ts'

/** The handlers of all services over the world of one account and region. */
export function worldHandlers(world: World): HandlersById {
  const { context } = world
  return {
    appconfig: appconfigHandlers(world.appconfig),
    appconfigdata: appconfigdataHandlers(world.appconfig),
    cloudformation: cloudformationHandlers(world.cloudformation),
    cloudfront: cloudfrontHandlers(world.cloudfront),
    'cloudfront-keyvaluestore': keyValueStoreHandlers(world.cloudfront),
    cloudwatch: cloudwatchHandlers(world.metrics, world.alarms),
    codebuild: codebuildHandlers(world.codebuild),
    ecr: ecrHandlers(world.ecr, world.sts.principalOf),
    ecs: ecsHandlers(world.ecs, {
      elb: world.elb,
      clock: context.clock,
      principalOf: world.sts.principalOf,
    }),
    elbv2: elbv2Handlers(world.elb),
    logs: logsHandlers(world.logs),
    s3: s3Handlers(world.s3.calledFrom(context), context),
    sqs: sqsHandlers(world.sqs, context),
    sts: stsHandlers(world.sts),
  }
}
