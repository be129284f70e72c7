import type { DriftReport } from '@lockstep/shared-types/drift'
import type { Environment } from '../../domain/environment.ts'
import type { DriftStore } from './ports.ts'
import { runDriftCheck, type RunDriftCheckDeps } from './run-drift-check.ts'

export type CheckDriftDeps = RunDriftCheckDeps & {
  readonly store: DriftStore
  /** Resolves after so long, or at once when the process ends. */
  readonly wait: (milliseconds: number) => Promise<void>
  /** How long a read that fails gets to recover before the report says `unknown`. */
  readonly graceMilliseconds: number
}

/** True when something that was known cannot be told now, and nothing is certain to be wrong. */
const onlyLostSight = (previous: DriftReport | null, next: DriftReport): boolean =>
  next.status === 'unknown' && previous !== null && previous.status !== 'unknown'

/**
 * Checks an environment, stores the report, and tells open pages.
 *
 * Against flapping: drift that was seen counts at once, but a report that would only turn `unknown` (one call
 * throttled, one probe timed out) is confirmed by a second look after the grace period. Until then the report before
 * it stands, with its age. `patient: false` skips the grace period, for a person who waits for the answer.
 */
export async function checkDrift(
  deps: CheckDriftDeps,
  environment: Environment,
  { patient }: { readonly patient: boolean },
): Promise<DriftReport> {
  const previous = await deps.store.latestReport(environment)
  let snapshot = await runDriftCheck(deps, environment, previous)
  if (patient && onlyLostSight(previous, snapshot.report)) {
    await deps.wait(deps.graceMilliseconds)
    snapshot = await runDriftCheck(deps, environment, previous)
  }
  await deps.store.save(snapshot)
  return snapshot.report
}
