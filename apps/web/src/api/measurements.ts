import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Measurements } from '@lockstep/shared-types/measurement'
import { queryOptions } from '@tanstack/react-query'
import { answer, environmentApi, until } from './client.ts'
import { paramOf } from './environment.ts'
import { queryKeys } from './query-keys.ts'

export const usualHours = 3

/** Metrics of the last hours (1 to 72) with their thresholds, and markers of what happened. */
export const measurementsQuery = (ref: EnvironmentRef, hours: number = usualHours) =>
  queryOptions({
    queryKey: [...queryKeys.measurements(ref), hours],
    queryFn: ({ signal }) =>
      answer(
        environmentApi.measurements.$get(
          { param: paramOf(ref), query: { hours: String(hours) } },
          until(signal),
        ),
        Measurements,
      ),
  })
