import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2'
import { z } from 'zod'
import type { Clock } from '../../domain/clock.ts'
import type { TargetState } from '../../domain/drift/observation.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Reading } from '../../domain/reading.ts'
import type { AwsClientFactory } from './clients.ts'
import { readAws } from './reading.ts'

/** Only what is read of a target's health. */
const Reply = z.object({
  TargetHealthDescriptions: z
    .array(
      z.object({
        Target: z.object({ Id: z.string(), Port: z.number().default(0) }),
        TargetHealth: z.object({ State: z.string(), Reason: z.string().optional() }),
      }),
    )
    .default([]),
})

/** Reads what the load balancer thinks of the targets of each target group. A service without any is absent. */
export function createTargetHealthReader(factory: AwsClientFactory, clock: Clock) {
  const readGroup = async (environment: Environment, targetGroupArn: string): Promise<TargetState[]> => {
    const command = new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn })
    const reply = Reply.parse(await factory.for(environment).elb.send(command))
    return reply.TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
      targetGroupArn,
      id: Target.Id,
      port: Target.Port,
      state: TargetHealth.State,
      reason: TargetHealth.Reason ?? null,
    }))
  }

  const read = (
    environment: Environment,
    targetGroupArns: readonly string[],
  ): Promise<Reading<readonly TargetState[]>> => {
    const resource = targetGroupArns.map((arn) => arn.split('/')[1] ?? arn).join(', ')
    return readAws({ operation: 'elasticloadbalancing:DescribeTargetHealth', resource }, clock, async () => {
      if (targetGroupArns.length === 0) return undefined
      const groups = await Promise.all(targetGroupArns.map((arn) => readGroup(environment, arn)))
      return groups.flat()
    })
  }
  return { read }
}
