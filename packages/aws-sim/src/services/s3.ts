import type * as s3 from '@aws-sdk/client-s3'
import type { Handlers } from '../wire/handlers.ts'
import type { S3 } from '../world/s3.ts'
import type { WorldContext } from '../world/world.ts'
import { listHandlers } from './s3/list-handlers.ts'
import { multipartHandlers } from './s3/multipart-handlers.ts'
import { objectHandlers } from './s3/object-handlers.ts'
import { policyHandlers } from './s3/policy-handlers.ts'

/** The S3 operations of the simulator. */
export const s3Handlers = (state: S3, context: WorldContext): Handlers<typeof s3> => ({
  ...listHandlers(state, context.accountId),
  ...objectHandlers(state),
  ...multipartHandlers(state, context),
  ...policyHandlers(state),
})
