import { DecisionId, Severity } from '@lockstep/shared-types/decision'
import { comparisonDemands, ManualCheck } from '@lockstep/shared-types/gate'
import { metricIds } from '@lockstep/shared-types/measurement'
import { z } from 'zod'
import { driver } from './driver-schema.ts'
import { duration } from './duration.ts'
import { limit, text, urlPath, wholeNumber } from './values.ts'

const limits = z.partialRecord(z.enum(metricIds), limit)

const condition = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('metric'),
    metric: z.enum(metricIds),
    comparison: z.enum(['above', 'below']),
    limit,
  }),
  z.strictObject({ kind: z.literal('unavailable') }),
  z.strictObject({ kind: z.literal('worse-than-baseline') }),
])

const stage = z.strictObject({
  percent: z
    .number('a percentage above 0, at most 100')
    .gt(0, 'a percentage above 0, at most 100')
    .max(100, 'a percentage above 0, at most 100')
    .describe('Share of traffic or users.'),
  bake: duration('0s', '90d').prefault('15m').describe('How long the stage lasts at least.'),
  stable: duration('0s', '90d').prefault('0s').describe('How long the criteria must have held unbroken.'),
  below: limits.default({}).describe('Metrics of the candidate that must lie below a limit.'),
  above: limits.default({}).describe('Metrics of the candidate that must lie above a limit.'),
  comparison: z
    .enum(comparisonDemands)
    .default('not-worse')
    .describe('What the comparison with the baseline must say.'),
  manual: z
    .array(z.strictObject(ManualCheck.shape))
    .default([])
    .describe('What a person must tick before the stage is left.'),
  promotion: z
    .enum(['automatic', 'manual'])
    .default('automatic')
    .describe('Whether a person must press Promote.'),
})

const matrixRow = z.strictObject({
  severity: Severity,
  when: z.array(condition).min(1).describe('One of these is enough.'),
  decision: DecisionId,
  within: duration('1s', '30d').nullable().default(null).describe('When it must have taken effect.'),
  automatic: z.boolean().default(true).describe('Lockstep acts by itself.'),
})

const answer = z.strictObject({
  name: text.describe('What is asked, for the screen.'),
  path: urlPath.describe("Below the backend's root."),
  status: wholeNumber(100, 599).default(200).describe('The status that must be answered.'),
  holds: text.nullable().default(null).describe('Text that the answer must hold.'),
})

export const rolloutSection = z.strictObject({
  driver: driver.describe('How traffic or users are moved.'),
  interval: duration('1s', '1h')
    .prefault('15s')
    .describe('How often a rollout looks at AWS and the numbers.'),
  window: duration('1m', '1d').prefault('5m').describe('Measurements are taken over the last so long.'),
  inconclusiveGoesBackAfter: duration('1m', '30d')
    .nullable()
    .prefault('30m')
    .describe(
      'Missing measurements hold a rollout; after so long it goes a stage back. null: it only holds.',
    ),
  stages: z
    .array(stage)
    .min(1, 'at least one stage')
    .max(20, 'at most 20 stages')
    .describe('In their order.'),
  matrix: z
    .array(matrixRow)
    .max(20, 'at most 20 rows')
    .optional()
    .describe('Decision matrix, the hardest row first; the standard one when left out.'),
  preflight: z.array(answer).default([]).describe('Must answer before a rollout starts.'),
  afterZero: z.array(answer).default([]).describe('Must answer once traffic is off the candidate.'),
  openApi: z
    .strictObject({
      path: urlPath.describe("The backend's OpenAPI document."),
      endpoints: z
        .array(z.string().regex(/^[A-Z]+ \/\S*$/, 'a method and a path such as GET /courses'))
        .min(1)
        .describe('Must be named there.'),
    })
    .nullable()
    .default(null)
    .describe('Endpoints that must be there before a rollout starts.'),
})
export type RolloutSection = z.infer<typeof rolloutSection>
