import type * as elbPackage from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Tag } from '@aws-sdk/client-elastic-load-balancing-v2'
import type { Handlers } from '../../wire/handlers.ts'
import type { Elb } from '../../world/elb/types.ts'
import { findLoadBalancer, findTargetGroup } from './find.ts'

const tagged = (elb: Elb, arn: string): { tags: Tag[] } =>
  arn.includes(':targetgroup/') ? findTargetGroup(elb, arn) : findLoadBalancer(elb, arn)

export const tagHandlers = (elb: Elb): Handlers<typeof elbPackage> => ({
  DescribeTags: ({ ResourceArns = [] }) => ({
    TagDescriptions: ResourceArns.map((arn) => ({ ResourceArn: arn, Tags: tagged(elb, arn).tags })),
  }),
  AddTags({ ResourceArns = [], Tags = [] }) {
    const keys = new Set(Tags.map(({ Key }) => Key))
    for (const arn of ResourceArns) {
      const resource = tagged(elb, arn)
      resource.tags = [...resource.tags.filter(({ Key }) => !keys.has(Key)), ...Tags]
    }
    return {}
  },
})
