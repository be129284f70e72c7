import type * as cloudfront from '@aws-sdk/client-cloudfront'
import { AwsError } from '../../wire/aws-error.ts'
import type { Handlers } from '../../wire/handlers.ts'
import type { CloudFront, Distribution } from '../../world/cloudfront.ts'

/** Distributions, read and changed. */
export function distributionHandlers(state: CloudFront): Handlers<typeof cloudfront> {
  return {
    ListDistributions({ Marker, MaxItems }) {
      const all = [...state.distributions.values()]
      const start = Marker === undefined ? 0 : all.findIndex(({ id }) => id === Marker) + 1
      const size = MaxItems ?? 100
      const items = all.slice(start, start + size)
      const truncated = start + size < all.length
      return {
        DistributionList: {
          Marker: Marker ?? '',
          MaxItems: size,
          IsTruncated: truncated,
          NextMarker: truncated ? items.at(-1)?.id : undefined,
          Quantity: items.length,
          Items: items.map(summaryOf),
        },
      }
    },
    GetDistribution({ Id = '' }) {
      const distribution = state.distribution(Id)
      return { ETag: distribution.etag, Distribution: detailOf(distribution) }
    },
    GetDistributionConfig({ Id = '' }) {
      const { etag, config } = state.distribution(Id)
      return { ETag: etag, DistributionConfig: config }
    },
    UpdateDistribution({ Id = '', IfMatch, DistributionConfig }) {
      if (!DistributionConfig) throw new AwsError('MissingBody', 'This operation requires a body.')
      const distribution = state.update(Id, DistributionConfig, IfMatch)
      return { ETag: distribution.etag, Distribution: detailOf(distribution) }
    },
  }
}

const detailOf = (distribution: Distribution): cloudfront.Distribution => ({
  Id: distribution.id,
  ARN: distribution.arn,
  Status: distribution.status,
  LastModifiedTime: distribution.lastModified,
  InProgressInvalidationBatches: distribution.invalidations.filter(({ status }) => status === 'InProgress')
    .length,
  DomainName: distribution.domainName,
  DistributionConfig: distribution.config,
})

function summaryOf(distribution: Distribution): cloudfront.DistributionSummary {
  const { config } = distribution
  return {
    Id: distribution.id,
    ARN: distribution.arn,
    ETag: distribution.etag,
    Status: distribution.status,
    LastModifiedTime: distribution.lastModified,
    DomainName: distribution.domainName,
    Aliases: config.Aliases,
    Origins: config.Origins,
    DefaultCacheBehavior: config.DefaultCacheBehavior,
    CacheBehaviors: config.CacheBehaviors,
    CustomErrorResponses: config.CustomErrorResponses,
    Comment: config.Comment,
    PriceClass: config.PriceClass,
    Enabled: config.Enabled,
    ViewerCertificate: config.ViewerCertificate,
    Restrictions: config.Restrictions ?? { GeoRestriction: { RestrictionType: 'none', Quantity: 0 } },
    WebACLId: config.WebACLId ?? '',
    HttpVersion: config.HttpVersion,
    IsIPV6Enabled: config.IsIPV6Enabled,
    Staging: config.Staging ?? false,
  }
}
