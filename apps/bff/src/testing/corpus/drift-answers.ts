import type { DriftReport } from '@lockstep/shared-types/drift'
import { createDriftReport } from '../../domain/drift/drift-report.ts'
import type { Observation } from '../../domain/drift/observation.ts'
import { environment, observe } from '../../domain/drift/testing/drift-fixture.ts'
import type { Environment } from '../../domain/environment.ts'
import type { Answers } from './corpus-case.ts'

/** What a drift report says, by check; the report as a whole as `drift`, with its headline. */
export function reportAnswers(report: Pick<DriftReport, 'checks' | 'status' | 'headline'>): Answers {
  const checks = report.checks.map(({ id, status, sentence }) => [id, { status, sentence }])
  return { ...Object.fromEntries(checks), drift: { status: report.status, sentence: report.headline } }
}

/** What the rules say of the fixture's environment in step, changed like this. */
export const driftAnswers = (change: Partial<Observation> = {}, set: Partial<Environment> = {}): Answers =>
  reportAnswers(
    createDriftReport({
      environment: { ...environment, ...set },
      observation: observe(change),
      previous: null,
      durationMilliseconds: 0,
      awsCalls: 0,
    }),
  )
