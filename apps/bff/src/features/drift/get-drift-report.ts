import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { reportAsOf } from '@lockstep/shared-types/freshness'
import type { Clock } from '../../domain/clock.ts'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { DriftStore } from './ports.ts'

export type GetDriftReportDeps = {
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
  readonly store: Pick<DriftStore, 'latestReport'>
  readonly clock: Clock
}

/** The newest stored report, as what is known now. `not-found`: not configured; `not-ready`: never checked yet. Causes no AWS call. */
export async function getDriftReport(
  deps: GetDriftReportDeps,
  ref: EnvironmentRef,
): Promise<Result<DriftReport>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const report = await deps.store.latestReport(ref)
  if (report !== null)
    return ok(reportAsOf(report, environment.drift.staleAfterSeconds, deps.clock.now().getTime()))
  return fail({
    code: 'not-ready',
    title: 'The first drift check has not ended yet.',
    detail: environmentKey(ref),
    remedy: 'It takes a few seconds; the page shows it as soon as it is there.',
  })
}
