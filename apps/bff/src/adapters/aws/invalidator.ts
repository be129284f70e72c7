import { CreateInvalidationCommand, GetInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { fail, ok } from '../../domain/result.ts'
import type { Invalidator } from '../../workflows/ports.ts'
import { awsProblem } from './aws-problem.ts'
import type { AwsClientFactory } from './clients.ts'

/** Makes the edge forget paths. CloudFront answers a repeated reference with the invalidation that is there. */
export function createInvalidator(factory: AwsClientFactory): Invalidator {
  return {
    async create(environment, { reference, paths }) {
      const { distributionId } = environment.frontend
      try {
        const reply = await factory.for(environment).cloudFront.send(
          new CreateInvalidationCommand({
            DistributionId: distributionId,
            InvalidationBatch: {
              CallerReference: reference,
              Paths: { Quantity: paths.length, Items: [...paths] },
            },
          }),
        )
        const id = reply.Invalidation?.Id
        if (id === undefined) throw new SyntaxError('the answer names no invalidation')
        return ok(id)
      } catch (error) {
        return fail(awsProblem(error, 'cloudfront:CreateInvalidation', distributionId))
      }
    },

    async isComplete(environment, invalidationId) {
      const { distributionId } = environment.frontend
      try {
        const reply = await factory
          .for(environment)
          .cloudFront.send(new GetInvalidationCommand({ DistributionId: distributionId, Id: invalidationId }))
        const status = reply.Invalidation?.Status
        if (status === undefined) throw new SyntaxError('the answer names no status')
        return ok(status === 'Completed')
      } catch (error) {
        return fail(awsProblem(error, 'cloudfront:GetInvalidation', `${distributionId} ${invalidationId}`))
      }
    },
  }
}
