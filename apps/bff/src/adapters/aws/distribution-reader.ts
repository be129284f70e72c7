import { GetDistributionCommand } from '@aws-sdk/client-cloudfront'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { DistributionState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'

/** Only what is read of a distribution. */
const Reply = z.object({
  Distribution: z.object({
    Id: z.string(),
    DomainName: z.string(),
    Status: z.string(),
    DistributionConfig: z.object({
      Enabled: z.boolean(),
      DefaultRootObject: z.string().default(''),
      Aliases: z.object({ Items: z.array(z.string()).default([]) }).default({ Items: [] }),
    }),
  }),
})

/** Reads the distribution that serves the frontend. */
export function createDistributionReader(factory: AwsClientFactory, clock: Clock) {
  const read = (environment: Environment): Promise<Reading<DistributionState>> => {
    const id = environment.frontend.distributionId
    return readAws({ operation: 'cloudfront:GetDistribution', resource: id }, clock, async () => {
      const reply = await factory.for(environment).cloudFront.send(new GetDistributionCommand({ Id: id }))
      const { Distribution: found } = Reply.parse(reply)
      return {
        id: found.Id,
        domainName: found.DomainName,
        enabled: found.DistributionConfig.Enabled,
        status: found.Status,
        aliases: found.DistributionConfig.Aliases.Items,
        defaultRootObject: found.DistributionConfig.DefaultRootObject,
      }
    })
  }
  return { read }
}
