import { z } from 'zod'
import { identity, policies, sections } from './environment-schema.ts'
import { text, wholeNumber } from './values.ts'

/** Defaults and environments may leave anything out: what is needed is checked once they are merged. */
const partialEnvironment = {
  ...z.strictObject(policies).partial().shape,
  aws: sections.aws.partial().optional().describe('Where the environment lives in AWS.'),
  backend: sections.backend.partial().optional().describe('The half on ECS.'),
  frontend: sections.frontend.partial().optional().describe('The half on S3 and CloudFront.'),
  drift: sections.drift.partial().optional().describe('Limits of the drift checks.'),
  monitor: sections.monitor.partial().optional().describe('How often drift is checked.'),
  release: sections.release.partial().optional().describe('How releases run.'),
  metrics: sections.metrics.partial().optional().describe('Metrics besides those of the load balancer.'),
  rollout: sections.rollout
    .partial()
    .nullable()
    .optional()
    .describe('How traffic moves to a new version in stages; null: all at once.'),
}

const Application = z.strictObject({
  ...identity,
  defaults: z
    .strictObject(partialEnvironment)
    .optional()
    .describe('Holds for every environment of the application that does not say otherwise.'),
  environments: z
    .array(z.strictObject({ ...identity, ...partialEnvironment }))
    .min(1, 'at least one environment'),
})

export const ServerSection = z.strictObject({
  host: z
    .string()
    .regex(
      /^(127\.\d+\.\d+\.\d+|::1|localhost)$/,
      'a loopback address: without sign-in Lockstep listens on nothing else',
    )
    .default('127.0.0.1')
    .describe('Address to listen on.'),
  port: wholeNumber(0, 65_535).default(4600).describe('Port to listen on; 0 takes a free one.'),
  dataFolder: text
    .default('.lockstep')
    .describe('Folder of the embedded database; DATABASE_URL replaces it.'),
})

/** The configuration file as it is written. */
export const ConfigurationFile = z
  .strictObject({
    server: ServerSection.partial().optional().describe('Where Lockstep itself listens and stores.'),
    applications: z.array(Application).min(1, 'at least one application'),
  })
  .describe('Configuration of Lockstep')
