import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { useNowText } from '../lib/use-now-text.ts'

type Observed = Pick<EnvironmentSummary, 'observedAt' | 'staleAfterSeconds'>

/** What was never observed is not stale: it says itself that it is not known. */
export const isStale = ({ observedAt, staleAfterSeconds }: Observed, nowMilliseconds: number): boolean =>
  observedAt !== null && nowMilliseconds - Date.parse(observedAt) > staleAfterSeconds * 1000

/** Turns true by itself when nothing new comes. */
export const useIsStale = (observed: Observed): boolean =>
  useNowText((now) => String(isStale(observed, now))) === 'true'
