import type { Environment } from '../environment.ts'

export type Staleness = { readonly ageSeconds: number; readonly stale: boolean }

/** How old an observation is, and whether it is too old to be trusted. Times in milliseconds since 1970. */
export function staleness(
  observedAt: string,
  nowMilliseconds: number,
  environment: Pick<Environment, 'drift'>,
): Staleness {
  const ageSeconds = Math.max(0, (nowMilliseconds - Date.parse(observedAt)) / 1000)
  return { ageSeconds, stale: !(ageSeconds <= environment.drift.staleAfterSeconds) }
}
