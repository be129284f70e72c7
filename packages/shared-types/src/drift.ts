import { z } from 'zod'
import { DriftStatus } from './drift-status.ts'
import { ComponentRole, EnvironmentRef } from './environment.ts'
import { EvidenceBasis } from './evidence-basis.ts'
import { InvalidationMode } from './invalidation.ts'
import { ReleaseScope } from './release-kind.ts'
import { IsoTime } from './time.ts'

export const driftCheckIds = [
  'version-match',
  'endpoint-match',
  'settings-match',
  'deploy-skew',
  'edge-stale',
  'site-files',
  'task-mix',
  'tag-moved',
  'mutable-tag',
  'app-version',
  'health',
  'targets',
  'cache-policy',
  'unmanaged-change',
  'rollback-ready',
] as const
export const DriftCheckId = z.enum(driftCheckIds)
export type DriftCheckId = z.infer<typeof DriftCheckId>

/** Where a value comes from and when it was read. */
export const Evidence = z.object({
  /** Such as `ecs:DescribeServices`, `s3:GetObject version.txt`, `GET https://shop.example/version.txt`. */
  source: z.string(),
  detail: z.string(),
  readAt: IsoTime,
})
export type Evidence = z.infer<typeof Evidence>

/** What to press. Everything but `instructions` is one click that opens the matching dialog, filled in. */
export const Remedy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invalidate'), label: z.string(), mode: InvalidationMode }),
  z.object({
    kind: z.literal('deploy'),
    label: z.string(),
    scope: ReleaseScope,
    version: z.string().nullable(),
  }),
  z.object({ kind: z.literal('rollback'), label: z.string(), version: z.string().nullable() }),
  z.object({ kind: z.literal('instructions'), label: z.string(), text: z.string() }),
])
export type Remedy = z.infer<typeof Remedy>

/** One comparison of expected and observed. `unknown` means that it could not be read, never that all is well. */
export const DriftCheck = z.object({
  id: DriftCheckId,
  status: DriftStatus,
  /** Which half is wrong; null when both, neither, or not told apart. */
  half: ComponentRole.nullable(),
  expected: z.string().nullable(),
  observed: z.string().nullable(),
  /** One sentence for a release manager. */
  sentence: z.string(),
  evidence: z.array(Evidence),
  /** What the result rests on. Reports of earlier versions do not say. */
  basis: EvidenceBasis.default('read'),
  remedy: Remedy.nullable(),
  /** Since when the check has this status. */
  since: IsoTime,
})
export type DriftCheck = z.infer<typeof DriftCheck>

/** All drift checks of one environment from one observation. */
export const DriftReport = EnvironmentRef.extend({
  status: DriftStatus,
  since: IsoTime,
  half: ComponentRole.nullable(),
  headline: z.string(),
  /** The remedy to press first; null when in step or when nothing here helps. */
  remedy: Remedy.nullable(),
  checks: z.array(DriftCheck),
  observedAt: IsoTime,
  /** How long the reads took, and how many calls AWS saw for them. */
  durationMilliseconds: z.number(),
  awsCalls: z.int(),
})
export type DriftReport = z.infer<typeof DriftReport>
