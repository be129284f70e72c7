import type { DriftReport } from '@lockstep/shared-types/drift'
import { createDriftReport } from '../../domain/drift/drift-report.ts'
import { backendVersion, frontendVersion } from '../../domain/drift/versions.ts'
import type { Environment } from '../../domain/environment.ts'
import type { ObserveEnvironment } from './observe-environment.ts'
import type { DriftSnapshot, MeasureCalls } from './ports.ts'

export type RunDriftCheckDeps = {
  readonly observe: ObserveEnvironment
  readonly measureCalls: MeasureCalls
}

/**
 * Observes an environment once and checks what was seen. Needs no store: the command line runs the same.
 * `previous` is the report before this one; it only says since when a status holds.
 */
export async function runDriftCheck(
  { observe, measureCalls }: RunDriftCheckDeps,
  environment: Environment,
  previous: DriftReport | null,
): Promise<DriftSnapshot> {
  const startedAt = performance.now()
  const { value: observation, counts } = await measureCalls(() => observe(environment))
  const report = createDriftReport({
    environment,
    observation,
    previous,
    durationMilliseconds: Math.round(performance.now() - startedAt),
    awsCalls: Object.values(counts).reduce((sum, count) => sum + count, 0),
  })
  return {
    report,
    observation,
    frontendVersion: frontendVersion(observation, 'edge'),
    backendVersion: backendVersion(observation, environment),
  }
}
