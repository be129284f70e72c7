import { isStale } from '@lockstep/shared-types/freshness'
import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { useNowText } from '../lib/use-now-text.ts'

type Observed = Pick<EnvironmentSummary, 'observedAt' | 'staleAfterSeconds'>

/** Turns true by itself when nothing new comes. */
export const useIsStale = ({ observedAt, staleAfterSeconds }: Observed): boolean =>
  useNowText((now) => String(isStale(observedAt, staleAfterSeconds, now))) === 'true'
