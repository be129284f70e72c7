import { z } from 'zod'
import { duration } from './duration.ts'
import { keyPrefix, text, wholeNumber } from './values.ts'

const rule = z.strictObject({
  loadBalancer: text.describe('Name of the load balancer.'),
  port: wholeNumber(1, 65_535).default(443).describe('Port of the listener.'),
  priority: z
    .union([wholeNumber(1, 50_000), z.literal('default')], 'a priority from 1 to 50000, or default')
    .describe("Priority of the rule; default is the listener's own action."),
})
const candidate = z.strictObject({
  service: text.describe('ECS service in which the candidate runs; no tasks between rollouts.'),
  targetGroups: z.strictObject({
    main: text.describe('Name of the target group of the main service.'),
    candidate: text.describe('Name of the target group of the candidate.'),
  }),
})
const cohort = z.strictObject({
  keyValueStore: text.describe('Name of the CloudFront KeyValueStore that the cohort function reads.'),
  candidatePrefix: keyPrefix
    .refine((prefix) => prefix !== '', 'must not be empty: the site itself lies there')
    .default('candidate/')
    .describe("Key prefix of the candidate's pages in the site's bucket."),
})

export const driver = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('alb-weights'), rule, candidate }),
  z.strictObject({
    type: z.literal('ecs-native'),
    strategy: z.enum(['CANARY', 'LINEAR', 'BLUE_GREEN']).describe('Deployment strategy of the ECS service.'),
    stepPercent: z
      .number('a percentage')
      .min(0.1, 'at least 0.1 %')
      .max(100, 'at most 100 %')
      .default(10)
      .describe('First step of CANARY, every step of LINEAR.'),
    pauseTimeout: duration('1m', '14d')
      .prefault('7d')
      .describe('ECS goes back by itself when nobody continues for so long.'),
  }),
  z.strictObject({
    type: z.literal('appconfig-flag'),
    application: text.describe('Name of the AppConfig application.'),
    environment: text.describe('Name of its environment.'),
    profile: text.describe('Name of its feature flag profile.'),
    flag: text.describe('Key of the flag.'),
    splitBy: text.default('userId').describe('Context key by which users are split.'),
    strategy: text.default('AppConfig.AllAtOnce').describe('Deployment strategy, name or id.'),
  }),
  z.strictObject({ type: z.literal('cloudfront-cohort'), cohort }),
  z.strictObject({ type: z.literal('paired'), cohort, rule, candidate }),
])
