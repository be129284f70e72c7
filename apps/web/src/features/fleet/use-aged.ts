import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { asOf, isStale } from '@lockstep/shared-types/freshness'
import { useMemo } from 'react'
import { useNowText } from '../../lib/use-now-text.ts'

/** The fleet as what is known now: a page that hears nothing new must not go on calling old results good. */
export const useAged = (environments: readonly EnvironmentSummary[]): readonly EnvironmentSummary[] => {
  const stale = useNowText((now) =>
    environments
      .map(({ observedAt, staleAfterSeconds }) => (isStale(observedAt, staleAfterSeconds, now) ? '1' : '0'))
      .join(''),
  )
  return useMemo(
    () =>
      environments.map((environment, index) =>
        stale[index] === '1' ? asOf(environment, environment.staleAfterSeconds, Infinity) : environment,
      ),
    [environments, stale],
  )
}
