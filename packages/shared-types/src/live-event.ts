import { z } from 'zod'
import { DriftStatus } from './drift-status.ts'
import { EnvironmentRef } from './environment.ts'
import { PolicyKind } from './policy.ts'
import { ReleaseLogEntry, ReleaseStatus } from './release.ts'
import { RolloutPhase } from './rollout-phase.ts'
import { IsoTime } from './time.ts'

/** What the server pushes to open pages. Small on purpose: it says what is new, the page reads the resource. */
export const LiveEvent = z.discriminatedUnion('type', [
  EnvironmentRef.extend({ type: z.literal('drift.updated'), status: DriftStatus, observedAt: IsoTime }),
  EnvironmentRef.extend({ type: z.literal('measurements.updated'), readAt: IsoTime }),
  EnvironmentRef.extend({ type: z.literal('release.updated'), releaseId: z.string(), status: ReleaseStatus }),
  EnvironmentRef.extend({
    type: z.literal('rollout.updated'),
    releaseId: z.string(),
    revision: z.int().nonnegative(),
    phase: RolloutPhase,
  }),
  EnvironmentRef.extend({
    type: z.literal('policy.updated'),
    kind: PolicyKind,
    version: z.int().nonnegative(),
  }),
  EnvironmentRef.extend({ type: z.literal('release.log'), releaseId: z.string(), entry: ReleaseLogEntry }),
])
export type LiveEvent = z.infer<typeof LiveEvent>
