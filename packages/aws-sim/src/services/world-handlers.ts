import type { World } from '../world/create-world.ts'
import type { HandlersById } from './catalogue.ts'
import { cloudfrontHandlers } from './cloudfront.ts'
import { keyValueStoreHandlers } from './cloudfront-keyvaluestore.ts'
import { ecrHandlers } from './ecr.ts'
import { s3Handlers } from './s3.ts'
import { sqsHandlers } from './sqs.ts'
import { stsHandlers } from './sts.ts'

/** The handlers of all services over one world. */
export function worldHandlers(world: World): Partial<HandlersById> {
  const { context } = world
  return {
    cloudfront: cloudfrontHandlers(world.cloudfront),
    'cloudfront-keyvaluestore': keyValueStoreHandlers(world.cloudfront, context),
    ecr: ecrHandlers(world.ecr, context),
    s3: s3Handlers(world.s3, context),
    sqs: sqsHandlers(world.sqs, context),
    sts: stsHandlers(world.sts),
  }
}
