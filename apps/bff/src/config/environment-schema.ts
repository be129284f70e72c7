import { z } from 'zod'
import { Slug } from '@lockstep/shared-types/environment'
import { InvalidationMode } from '@lockstep/shared-types/invalidation'
import { metricIds } from '@lockstep/shared-types/measurement'
import { duration } from './duration.ts'
import { metricsSection } from './metrics-schema.ts'
import { publishing } from './publishing-schema.ts'
import { rolloutSection } from './rollout-schema.ts'
import {
  folder,
  headers,
  httpUrl,
  keyPrefix,
  limit,
  regularExpression,
  roleArn,
  settingName,
  sitePath,
  text,
  urlPath,
  wholeNumber,
} from './values.ts'

const thresholdLimits = z
  .strictObject({
    warning: limit.optional().describe('Beyond this limit the chart and the watch window warn.'),
    critical: limit.optional().describe('Beyond this limit the watch window is breached.'),
    comparison: z
      .enum(['above', 'below'])
      .optional()
      .describe('Which side of the limit is bad. Default: below for healthy-hosts and requests, else above.'),
  })
  .describe('Limits of one metric: error-rate in percent, latency in milliseconds, the others as counts.')

const region = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as eu-west-1')

/** The sections of an environment. Everything may also stand in the application's defaults. */
export const sections = {
  aws: z.strictObject({
    region: region.describe('AWS region.'),
    roleArn: roleArn
      .nullable()
      .default(null)
      .describe('Role to assume for this environment; null uses the credentials as they are.'),
    externalId: text.nullable().default(null).describe('External id that the role asks for.'),
  }),
  backend: z.strictObject({
    cluster: text.describe('ECS cluster.'),
    service: text.describe('ECS service.'),
    container: text.describe('Container of the task definition that runs the artifact.'),
    repository: text
      .regex(/^([^/@]+\/)?[^:@]+$/, 'a repository without tag and digest')
      .describe(
        'ECR repository; with the host of its registry in front when that is not where the running image comes from.',
      ),
    url: httpUrl.describe('Root at which the load balancer answers.'),
    healthPath: urlPath.default('/health').describe('Answers 2xx when the backend is healthy.'),
    versionPath: urlPath
      .nullable()
      .default('/version')
      .describe('Answers JSON with a version; null when the application does not report one.'),
    probeHeaders: headers.describe(
      "Headers of Lockstep's own requests to this host, such as Authorization; write secrets as ${env:NAME}.",
    ),
  }),
  frontend: z.strictObject({
    bucket: text.describe('S3 bucket of the site.'),
    region: region
      .nullable()
      .default(null)
      .describe('AWS region of the bucket, where it is another than aws.region.'),
    prefix: keyPrefix.default('').describe('Key prefix of the site in the bucket.'),
    distributionId: text.describe('CloudFront distribution.'),
    url: httpUrl.describe('Root at which the edge serves the site.'),
    imagePath: folder.default('/app/dist/public').describe('Folder of the built frontend inside the image.'),
    assetsPrefix: keyPrefix
      .default('assets/')
      .describe('Files below are assets; those with a content hash in their name are cached for good.'),
    endpointFrom: z
      .enum(['setting', 'file', 'same-origin', 'not-baked'])
      .default('setting')
      .describe(
        "Where the site has the backend's address from: a setting of its build, a file that it loads at run time, its own host, or somewhere else.",
      ),
    endpointFile: sitePath
      .nullable()
      .default(null)
      .describe('With endpointFrom file: the file, below the root of the site, such as config.js.'),
    endpointKey: settingName
      .nullable()
      .default(null)
      .describe('With endpointFrom file: the name under which the file holds the address, such as apiUrl.'),
    endpointSetting: settingName
      .default('VITE_API_URL')
      .describe("Name of the setting that holds the backend's address."),
    rewrittenAtEdge: z
      .boolean()
      .default(false)
      .describe('Functions at the edge write into pages: their bytes are then not compared with the bucket.'),
    probeHeaders: headers.describe(
      "Headers of Lockstep's own requests to this host, such as Authorization; write secrets as ${env:NAME}.",
    ),
    ...publishing,
  }),
  drift: z.strictObject({
    deploySkew: duration('1s', '30d')
      .prefault('1h')
      .describe('Halves deployed further apart than this are a mismatch.'),
    staleAfter: duration('2s', '1d').prefault('5m').describe('An observation older than this is stale.'),
    maxHtmlAge: duration('0s', '1d').prefault('1m').describe('How long pages and version.txt may be cached.'),
  }),
  monitor: z.strictObject({
    interval: duration('1s', '1h').prefault('1m').describe('How often drift is checked.'),
    activeInterval: duration('1s', '1h').prefault('5s').describe('How often while a release runs.'),
  }),
  release: z.strictObject({
    watch: duration('0s', '1d').prefault('15m').describe('Watch window after a release.'),
    onBreach: z.enum(['rollback', 'ask']).default('ask').describe('What a breach in the watch window does.'),
    poll: duration('1s', '5m').prefault('5s').describe('How often a waiting step asks AWS.'),
    stepTimeout: duration('10s', '1d').prefault('20m').describe('Time limit of each waiting step.'),
    invalidationMode: InvalidationMode.default('frontend-only').describe('What a deploy invalidates.'),
    retention: z
      .strictObject({
        releases: wholeNumber(1, 1000).default(5).describe('Later successful releases.'),
        days: wholeNumber(0, 3650).default(7).describe('Days.'),
      })
      .prefault({})
      .describe('Old assets stay until so many later releases have succeeded and so many days have passed.'),
    maxFindings: z
      .strictObject({
        critical: wholeNumber(0, 1_000_000).nullable().default(null),
        high: wholeNumber(0, 1_000_000).nullable().default(null),
      })
      .prefault({})
      .describe('Most scan findings that still may be deployed; null means no limit.'),
  }),
  metrics: metricsSection,
  rollout: rolloutSection,
} as const

/** What an environment has besides its sections; may stand in the application's defaults as well. */
export const policies = {
  protected: z
    .boolean()
    .default(false)
    .describe("Production: a release asks to type the environment's name."),
  settings: z
    .record(settingName, z.string('text; put quotes around numbers and true or false'))
    .default({})
    .describe(
      'Settings that the bundle must hold. {version} stands for the version of the build, {any} for any value but an empty one.',
    ),
  forbiddenValues: z.array(text).default([]).describe('Texts that the bundle must not hold.'),
  versionPattern: regularExpression
    .default(String.raw`^v\d{8}-\d{6}$`)
    .describe('Regular expression of an immutable version tag.'),
  thresholds: z
    .partialRecord(z.enum(metricIds), thresholdLimits)
    .default({})
    .describe('Limits per metric, for charts and the watch window.'),
} as const

export const identity = {
  id: Slug.describe('Name in addresses, lower case.'),
  name: text.optional().describe('Name on the screen; the id when left out.'),
} as const

/** An environment with the application's defaults merged in. */
export const MergedEnvironment = z.strictObject({
  ...identity,
  ...policies,
  aws: sections.aws,
  backend: sections.backend,
  frontend: sections.frontend,
  drift: sections.drift.prefault({}),
  monitor: sections.monitor.prefault({}),
  release: sections.release.prefault({}),
  metrics: sections.metrics.prefault({}),
  rollout: sections.rollout.nullable().default(null),
})
export type MergedEnvironment = z.infer<typeof MergedEnvironment>
