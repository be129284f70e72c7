import type { EnvironmentDetail, EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Clock } from '../../domain/clock.ts'
import { toGlance } from '../../domain/drift/drift-glance.ts'
import { summarizeEnvironment } from '../../domain/drift/summarize-environment.ts'
import type { Environment } from '../../domain/environment.ts'
import { unknownEnvironment } from '../../domain/request-problems.ts'
import { ok, type Result } from '../../domain/result.ts'
import { backendState, frontendState } from './component-states.ts'
import type { ReadEnvironmentReleases, ReadSnapshot } from './ports.ts'

export type GetEnvironmentDeps = {
  readonly findEnvironment: (ref: EnvironmentRef) => Environment | null
  readonly readSnapshot: ReadSnapshot
  readonly readReleases: ReadEnvironmentReleases
  readonly clock: Clock
}

/** One environment with its two halves, from what is stored. `not-found`: not configured. Causes no AWS call. */
export async function getEnvironment(
  deps: GetEnvironmentDeps,
  ref: EnvironmentRef,
): Promise<Result<EnvironmentDetail>> {
  const environment = deps.findEnvironment(ref)
  if (environment === null) return unknownEnvironment(ref)
  const [snapshot, releases] = await Promise.all([deps.readSnapshot(ref), deps.readReleases(ref)])
  const observation = snapshot?.observation ?? null
  const backend = backendState(environment, observation)
  const frontend = frontendState(environment, observation)
  const versions = { backendVersion: backend.version, frontendVersion: frontend.version }
  const glance = snapshot && toGlance(snapshot.report, versions)
  const { active, last, rollout } = releases
  return ok({
    ...summarizeEnvironment(environment, glance, active, last, rollout, deps.clock.now()),
    region: environment.aws.region,
    backend,
    frontend,
    invalidationMode: environment.release.invalidationMode,
    monitorIntervalSeconds: environment.monitor.intervalSeconds,
  })
}
