import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Measurements } from '@lockstep/shared-types/measurement'
import { queryOptions } from '@tanstack/react-query'
import { answer, send } from './client.ts'
import { queryKeys } from './query-keys.ts'
import { environmentUrl } from './rollout.ts'

export const usualHours = 3

/** Metrics of the last hours (1 to 72) with their thresholds, and markers of what happened. */
export const measurementsQuery = (ref: EnvironmentRef, hours: number = usualHours) =>
  queryOptions({
    queryKey: [...queryKeys.measurements(ref), hours],
    queryFn: ({ signal }) =>
      answer(send(`${environmentUrl(ref)}/measurements?hours=${hours}`, { signal }), Measurements),
  })
