import { createAppConfig, type AppConfig } from './appconfig.ts'
import { createCloudFormation, type CloudFormation } from './cloudformation.ts'
import { createCloudFront, type CloudFront } from './cloudfront.ts'
import { createCodeBuild, type CodeBuild } from './codebuild.ts'
import { createCompute, type Compute } from './compute.ts'
import { createEcr, type Ecr } from './ecr.ts'
import { createS3, type S3 } from './s3.ts'
import { createSqs, type Sqs } from './sqs.ts'
import { createSts, type Sts } from './sts.ts'
import type { WorldContext } from './world.ts'

/** Everything that AWS would hold for one account and region. */
export type World = Compute & {
  readonly context: WorldContext
  readonly appconfig: AppConfig
  readonly cloudformation: CloudFormation
  readonly cloudfront: CloudFront
  readonly codebuild: CodeBuild
  readonly ecr: Ecr
  readonly s3: S3
  readonly sqs: Sqs
  readonly sts: Sts
}

/** Joins the parts of a world. It is empty: a scenario fills it. */
export function createWorld(context: WorldContext): World {
  const ecr = createEcr(context)
  return {
    ...createCompute(context, ecr),
    context,
    ecr,
    s3: createS3(context),
    cloudfront: createCloudFront(context),
    sqs: createSqs(context),
    sts: createSts(context),
    cloudformation: createCloudFormation(context),
    codebuild: createCodeBuild(context),
    appconfig: createAppConfig(context),
  }
}
