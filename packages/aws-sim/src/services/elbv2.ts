import type * as elbPackage from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Handlers } from '../wire/handlers.ts'
import type { Elb } from '../world/elb/types.ts'
import { balancerHandlers } from './elbv2/balancer-handlers.ts'
import { ruleHandlers } from './elbv2/rule-handlers.ts'
import { tagHandlers } from './elbv2/tag-handlers.ts'
import { targetHandlers } from './elbv2/target-handlers.ts'

/** Elastic Load Balancing v2 over the world's application load balancers. */
export const elbv2Handlers = (elb: Elb): Handlers<typeof elbPackage> => ({
  ...balancerHandlers(elb),
  ...ruleHandlers(elb),
  ...targetHandlers(elb),
  ...tagHandlers(elb),
})
