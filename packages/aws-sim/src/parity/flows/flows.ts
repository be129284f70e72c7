import type { Flow } from '../flow.ts'
import { appconfigFlow } from './appconfig.ts'
import { cloudformationFlow } from './cloudformation.ts'
import { cloudfrontFlow } from './cloudfront.ts'
import { cloudwatchFlow } from './cloudwatch.ts'
import { ecrFlow } from './ecr.ts'
import { ecsFlow } from './ecs.ts'
import { elbFlow } from './elbv2.ts'
import { logsFlow } from './logs.ts'
import { s3Flow } from './s3.ts'
import { stsFlow } from './sts.ts'

/** In the order in which they are asked. */
export const flows: readonly Flow[] = [
  stsFlow,
  ecrFlow,
  ecsFlow,
  s3Flow,
  cloudfrontFlow,
  elbFlow,
  cloudwatchFlow,
  appconfigFlow,
  logsFlow,
  cloudformationFlow,
]
