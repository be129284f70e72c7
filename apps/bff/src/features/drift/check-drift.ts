import type { DriftReport } from '@lockstep/shared-types/drift'
import type { Environment } from '../../domain/environment.ts'
import type { DriftStore } from './ports.ts'
import { runDriftCheck, type RunDriftCheckDeps } from './run-drift-check.ts'

export type CheckDriftDeps = RunDriftCheckDeps & {
  readonly store: DriftStore
  /** Resolves after so long. */
  readonly wait: (milliseconds: number) => Promise<void>
  /** How long a read that fails gets to recover before the report says `unknown`. */
  readonly graceMilliseconds: number
}

/** True when something that was known cannot be told now, and nothing is certain to be wrong. */
const onlyLostSight = (previous: DriftReport | null, next: DriftReport): boolean =>
  next.status === 'unknown' && previous !== null && previous.status !== 'unknown'

/** Rejects as soon as the process wants to end: what is still under way is then of no use. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = (): void => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

export type CheckDriftOptions = {
  /** Allows for the grace period; false for a person who waits for the answer. */
  readonly patient: boolean
  /** Ends the look under way; a report that is being stored is still stored. */
  readonly signal?: AbortSignal
}

/**
 * Checks an environment, stores the report, and tells open pages.
 *
 * Against flapping: drift that was seen counts at once, but a report that would only turn `unknown` (one call
 * throttled, one probe timed out) is confirmed by a second look after the grace period. Until then the report before
 * it stands, with its age. Rejects when the report cannot be stored, or when the signal ends it.
 */
export async function checkDrift(
  deps: CheckDriftDeps,
  environment: Environment,
  { patient, signal }: CheckDriftOptions,
): Promise<DriftReport> {
  const previous = await deps.store.latestReport(environment)
  const look = () => unlessAborted(runDriftCheck(deps, environment, previous), signal)
  let snapshot = await look()
  if (patient && onlyLostSight(previous, snapshot.report)) {
    await unlessAborted(deps.wait(deps.graceMilliseconds), signal)
    snapshot = await look()
  }
  await deps.store.save(snapshot)
  return snapshot.report
}
