import type * as ecr from '@aws-sdk/client-ecr'
import type { Handlers } from '../wire/handlers.ts'
import type { Ecr } from '../world/ecr.ts'
import type { WorldContext } from '../world/world.ts'
import { describeHandlers } from './ecr/describe-handlers.ts'
import { imageHandlers } from './ecr/image-handlers.ts'
import { scanHandlers } from './ecr/scan-handlers.ts'

const TOKEN_HOURS = 12

/** The ECR operations of the simulator. */
export const ecrHandlers = (state: Ecr, { accountId }: WorldContext): Handlers<typeof ecr> => ({
  ...describeHandlers(state, accountId),
  ...imageHandlers(state, accountId),
  ...scanHandlers(state, accountId),
  CreateRepository({ repositoryName = '', imageTagMutability }) {
    const mutability = imageTagMutability === 'IMMUTABLE' ? 'IMMUTABLE' : 'MUTABLE'
    const { arn, uri, createdAt } = state.createRepository(repositoryName, mutability)
    return {
      repository: {
        repositoryArn: arn,
        registryId: accountId,
        repositoryName,
        repositoryUri: uri,
        createdAt,
        imageTagMutability: mutability,
      },
    }
  },
  PutImageTagMutability({ repositoryName = '', imageTagMutability }) {
    const mutability = imageTagMutability === 'IMMUTABLE' ? 'IMMUTABLE' : 'MUTABLE'
    state.repository(repositoryName).mutability = mutability
    return { registryId: accountId, repositoryName, imageTagMutability: mutability }
  },
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
})
