import { z } from 'zod'

const list = <Item extends z.ZodType>(item: Item) => z.object({ Items: z.array(item).nullish() }).nullish()

/** What is read of a cache behaviour: its own lifetimes where it names no cache policy. */
const Behaviour = z.object({
  PathPattern: z.string().nullish(),
  TargetOriginId: z.string().nullish(),
  CachePolicyId: z.string().nullish(),
  MinTTL: z.number().nullish(),
  DefaultTTL: z.number().nullish(),
  MaxTTL: z.number().nullish(),
  FunctionAssociations: list(z.object({ EventType: z.string() })),
  LambdaFunctionAssociations: list(z.object({ EventType: z.string() })),
})
export type Behaviour = z.infer<typeof Behaviour>

const Configuration = z.object({
  Enabled: z.boolean(),
  DefaultRootObject: z.string().nullish(),
  Aliases: list(z.string()),
  Origins: list(z.object({ Id: z.string(), DomainName: z.string(), OriginPath: z.string().nullish() })),
  OriginGroups: list(z.object({ Id: z.string(), Members: list(z.object({ OriginId: z.string() })) })),
  DefaultCacheBehavior: Behaviour.nullish(),
  CacheBehaviors: list(Behaviour),
})
export type DistributionConfiguration = z.infer<typeof Configuration>

/** Only what is read of a distribution. */
export const DistributionReply = z.object({
  Distribution: z.object({
    Id: z.string(),
    DomainName: z.string(),
    Status: z.string(),
    DistributionConfig: Configuration,
  }),
})

export const CachePolicyReply = z.object({
  CachePolicy: z.object({
    CachePolicyConfig: z.object({
      MinTTL: z.number(),
      DefaultTTL: z.number().nullish(),
      MaxTTL: z.number().nullish(),
    }),
  }),
})
