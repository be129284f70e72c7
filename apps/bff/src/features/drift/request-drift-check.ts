import type { Actor } from '@lockstep/shared-types/actor'
import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Environment } from '../../domain/environment.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import type { DriftMonitor } from './monitor.ts'

export type RequestDriftCheckDeps = {
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
  readonly monitor: Pick<DriftMonitor, 'check'>
  /** Writes the audit event `drift.check`. */
  readonly recordRequest: (request: { readonly ref: EnvironmentRef; readonly actor: Actor }) => Promise<void>
}

/** Checks at once because somebody asks. Requests at the same time, and the monitor's own turn, share one check. */
export async function requestDriftCheck(
  deps: RequestDriftCheckDeps,
  input: { readonly ref: EnvironmentRef; readonly actor: Actor },
): Promise<Result<DriftReport>> {
  const environment = deps.findEnvironment(input.ref)
  if (environment === null) return unknownEnvironment(input.ref)
  await deps.recordRequest(input)
  return ok(await deps.monitor.check(input.ref))
}
