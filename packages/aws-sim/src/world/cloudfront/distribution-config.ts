import type {
  CustomErrorResponse,
  DistributionConfig,
  FunctionAssociations,
} from '@aws-sdk/client-cloudfront'
import { eventTypes, type EventType } from './functions.ts'

export type DistributionInput = {
  readonly id: string
  readonly bucket: string
  /** Folder of the bucket that is the site's root, such as `/site`; the whole bucket by default. */
  readonly originPath?: string
  readonly aliases?: readonly string[]
  readonly comment?: string
  readonly enabled?: boolean
  readonly defaultRootObject?: string
  /** For objects without Cache-Control. */
  readonly defaultTtlSeconds?: number
  /** Kept for so long whatever the object's headers say. */
  readonly minTtlSeconds?: number
  /** A cache policy, managed or own, in place of the lifetimes that the behaviour itself says. */
  readonly cachePolicyId?: string
  readonly compress?: boolean
  /** Answers missing pages with the index page and status 200, as single-page applications like it. */
  readonly spaFallback?: boolean
  /** ARNs of the functions that run for the site, by event. */
  readonly functions?: Readonly<Partial<Record<EventType, string>>>
}

const ORIGIN_ID = 'site-bucket'

/** A distribution over one bucket, as `GetDistributionConfig` shows it. */
export function distributionConfig(input: DistributionInput, region: string): DistributionConfig {
  const errors: CustomErrorResponse[] = input.spaFallback
    ? [403, 404].map((ErrorCode) => ({
        ErrorCode,
        ResponsePagePath: '/index.html',
        ResponseCode: '200',
        ErrorCachingMinTTL: 10,
      }))
    : []
  const aliases = [...(input.aliases ?? [])]
  return {
    CallerReference: `created-${input.id}`,
    Aliases: { Quantity: aliases.length, Items: aliases },
    DefaultRootObject: input.defaultRootObject ?? 'index.html',
    Origins: {
      Quantity: 1,
      Items: [
        {
          Id: ORIGIN_ID,
          DomainName: `${input.bucket}.s3.${region}.amazonaws.com`,
          OriginPath: input.originPath ?? '',
          CustomHeaders: { Quantity: 0 },
          S3OriginConfig: { OriginAccessIdentity: '' },
        },
      ],
    },
    DefaultCacheBehavior: {
      TargetOriginId: ORIGIN_ID,
      ViewerProtocolPolicy: 'redirect-to-https',
      AllowedMethods: {
        Quantity: 2,
        Items: ['GET', 'HEAD'],
        CachedMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
      },
      Compress: input.compress ?? true,
      ...(input.cachePolicyId === undefined
        ? {
            ForwardedValues: { QueryString: false, Cookies: { Forward: 'none' } },
            MinTTL: input.minTtlSeconds ?? 0,
            DefaultTTL: Math.max(input.defaultTtlSeconds ?? 86_400, input.minTtlSeconds ?? 0),
            MaxTTL: 31_536_000,
          }
        : { CachePolicyId: input.cachePolicyId }),
      FunctionAssociations: associations(input.functions ?? {}),
    },
    CacheBehaviors: { Quantity: 0 },
    CustomErrorResponses: { Quantity: errors.length, Items: errors },
    Comment: input.comment ?? '',
    PriceClass: 'PriceClass_100',
    Enabled: input.enabled ?? true,
    ViewerCertificate: { CloudFrontDefaultCertificate: true },
    HttpVersion: 'http2and3',
    IsIPV6Enabled: true,
  }
}

/** The configuration with these functions for the site, instead of those that it had. */
export function withFunctions(
  config: DistributionConfig,
  functions: NonNullable<DistributionInput['functions']>,
): DistributionConfig {
  const site = config.DefaultCacheBehavior
  if (!site) return config
  return { ...config, DefaultCacheBehavior: { ...site, FunctionAssociations: associations(functions) } }
}

function associations(functions: NonNullable<DistributionInput['functions']>): FunctionAssociations {
  const items = eventTypes.flatMap((EventType) => {
    const FunctionARN = functions[EventType]
    return FunctionARN === undefined ? [] : [{ EventType, FunctionARN }]
  })
  return { Quantity: items.length, ...(items.length > 0 && { Items: items }) }
}

/** Bucket and folder that a distribution serves; null when its origin is no bucket. */
export function originOf(config: DistributionConfig): { bucket: string; folder: string } | null {
  const wanted = config.DefaultCacheBehavior?.TargetOriginId
  const origin = config.Origins?.Items?.find(({ Id }) => Id === wanted)
  const bucket = /^(.+)\.s3[.-]/.exec(origin?.DomainName ?? '')?.[1]
  return bucket === undefined ? null : { bucket, folder: (origin?.OriginPath ?? '').replace(/^\//, '') }
}
