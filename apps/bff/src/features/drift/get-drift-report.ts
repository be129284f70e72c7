import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { environmentKey, type Environment } from '../../domain/environment.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { fail, ok, type Result } from '../../domain/result.ts'
import type { DriftStore } from './ports.ts'

export type GetDriftReportDeps = {
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
  readonly store: Pick<DriftStore, 'latestReport'>
}

/** The newest stored report. `not-found`: not configured; `not-ready`: never checked yet. Causes no AWS call. */
export async function getDriftReport(
  deps: GetDriftReportDeps,
  ref: EnvironmentRef,
): Promise<Result<DriftReport>> {
  if (deps.findEnvironment(ref) === null) return unknownEnvironment(ref)
  const report = await deps.store.latestReport(ref)
  if (report !== null) return ok(report)
  return fail({
    code: 'not-ready',
    title: 'The first drift check has not ended yet.',
    detail: environmentKey(ref),
    remedy: 'It takes a few seconds; the page shows it as soon as it is there.',
  })
}
