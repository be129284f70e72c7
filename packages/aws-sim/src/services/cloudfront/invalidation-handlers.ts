import type * as cloudfront from '@aws-sdk/client-cloudfront'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { Invalidation } from '../../world/cloudfront/invalidation.ts'
import type { CloudFront } from '../../world/cloudfront.ts'

/** Invalidations, made and followed. */
export function invalidationHandlers(state: CloudFront): Handlers<typeof cloudfront> {
  return {
    CreateInvalidation({ DistributionId = '', InvalidationBatch }) {
      const { CallerReference = '', Paths } = InvalidationBatch ?? {}
      const paths = Paths?.Items ?? []
      state.distribution(DistributionId)
      if (Paths?.Quantity !== paths.length) {
        throw new AwsError(
          'InconsistentQuantities',
          'The value of Quantity and the size of Items do not match.',
        )
      }
      if (CallerReference === '') {
        throw new AwsError('MissingArgument', 'The parameter CallerReference is required.')
      }
      const created = state.invalidate(DistributionId, CallerReference, paths)
      return {
        Location: `/2020-05-31/distribution/${DistributionId}/invalidation/${created.id}`,
        Invalidation: detailOf(created),
      }
    },
    GetInvalidation({ DistributionId = '', Id = '' }) {
      const found = state.distribution(DistributionId).invalidations.find(({ id }) => id === Id)
      if (!found) throw new AwsError('NoSuchInvalidation', 'The specified invalidation does not exist.', 404)
      return { Invalidation: detailOf(found) }
    },
    ListInvalidations({ DistributionId = '', Marker, MaxItems }) {
      const { invalidations } = state.distribution(DistributionId)
      const start = Marker === undefined ? 0 : invalidations.findIndex(({ id }) => id === Marker) + 1
      const size = MaxItems ?? 100
      const items = invalidations.slice(start, start + size)
      const truncated = start + size < invalidations.length
      return {
        InvalidationList: {
          Marker: Marker ?? '',
          MaxItems: size,
          IsTruncated: truncated,
          NextMarker: truncated ? items.at(-1)?.id : undefined,
          Quantity: items.length,
          Items: items.map(({ id, createdAt, status }) => ({
            Id: id,
            CreateTime: createdAt,
            Status: status,
          })),
        },
      }
    },
  }
}

const detailOf = (invalidation: Invalidation): cloudfront.Invalidation => ({
  Id: invalidation.id,
  Status: invalidation.status,
  CreateTime: invalidation.createdAt,
  InvalidationBatch: {
    CallerReference: invalidation.callerReference,
    Paths: { Quantity: invalidation.paths.length, Items: [...invalidation.paths] },
  },
})
