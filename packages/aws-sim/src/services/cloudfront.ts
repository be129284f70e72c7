import type * as cloudfront from '@aws-sdk/client-cloudfront'
import type { Handlers } from '../wire/handlers.ts'
import type { CloudFront } from '../world/cloudfront.ts'
import { cachePolicyHandlers } from './cloudfront/cache-policy-handlers.ts'
import { functionHandlers } from './cloudfront/function-handlers.ts'
import { distributionHandlers } from './cloudfront/distribution-handlers.ts'
import { invalidationHandlers } from './cloudfront/invalidation-handlers.ts'
import { responseHeadersHandlers } from './cloudfront/response-headers-handlers.ts'
import { storeHandlers } from './cloudfront/store-handlers.ts'

/** The CloudFront operations of the simulator. */
export const cloudfrontHandlers = (state: CloudFront): Handlers<typeof cloudfront> => ({
  ...distributionHandlers(state),
  ...cachePolicyHandlers(state),
  ...responseHeadersHandlers(state),
  ...functionHandlers(state),
  ...invalidationHandlers(state),
  ...storeHandlers(state),
})
