import type * as ecr from '@aws-sdk/client-ecr'
import type { Handlers } from '../wire/handlers.ts'
import type { Ecr } from '../world/ecr.ts'
import { describeHandlers } from './ecr/describe-handlers.ts'
import { imageHandlers } from './ecr/image-handlers.ts'
import { layerHandlers } from './ecr/layer-handlers.ts'
import { policyHandlers } from './ecr/policy-handlers.ts'
import { createReach } from './ecr/reach.ts'
import { repositoryHandlers } from './ecr/repository-handlers.ts'
import { scanHandlers } from './ecr/scan-handlers.ts'

const TOKEN_HOURS = 12

/** The ECR operations of the simulator, for callers of the registry's account. */
export function ecrHandlers(
  own: Ecr,
  principalOf: (accessKeyId: string) => string = () => `arn:aws:iam::${own.registryId}:user/demo`,
): Handlers<typeof ecr> {
  const reach = createReach(own, principalOf)
  return {
    ...describeHandlers(reach),
    ...imageHandlers(reach),
    ...layerHandlers(reach),
    ...policyHandlers(reach),
    ...repositoryHandlers(own, reach),
    ...scanHandlers(reach),
    GetAuthorizationToken: (_, { host }) => ({
      authorizationData: [
        {
          authorizationToken: Buffer.from('AWS:simulated').toString('base64'),
          // A client compares it with its own clock, so this is one of the few real times.
          expiresAt: new Date(Date.now() + TOKEN_HOURS * 3_600_000),
          proxyEndpoint: `http://${host}`,
        },
      ],
    }),
  }
}
