import type { DriftReport } from '@lockstep/shared-types/drift'
import type { Environment } from '../environment.ts'
import { carrySince } from './carry-since.ts'
import { checkDrift } from './check-drift.ts'
import { freshOnly } from './fresh-only.ts'
import type { Observation } from './observation.ts'
import { summarize } from './summarize.ts'

export type DriftReportInput = {
  readonly environment: Environment
  readonly observation: Observation
  /** The report before this one, also one from before a restart; null for the first. */
  readonly previous: DriftReport | null
  /** How long the reads took, and how many calls AWS saw for them. */
  readonly durationMilliseconds: number
  readonly awsCalls: number
}

/** Checks one observation and sums it up, keeping since when each status holds. */
export function createDriftReport(input: DriftReportInput): DriftReport {
  const { environment, previous, durationMilliseconds, awsCalls } = input
  const observation = freshOnly(input.observation, environment.drift.staleAfterSeconds)
  const checks = carrySince(previous, checkDrift(observation, environment), observation.observedAt)
  const summary = summarize(checks)
  return {
    applicationId: environment.applicationId,
    environmentId: environment.environmentId,
    ...summary,
    since: previous?.status === summary.status ? previous.since : observation.observedAt,
    checks,
    observedAt: observation.observedAt,
    durationMilliseconds,
    awsCalls,
  }
}
