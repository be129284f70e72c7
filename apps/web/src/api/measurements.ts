import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Measurements } from '@lockstep/shared-types/measurement'
import { queryOptions } from '@tanstack/react-query'
import { answer, environmentApi, until } from './client.ts'
import { paramOf } from './environment.ts'
import { queryKeys } from './query-keys.ts'

/** Metrics of the last hours with their thresholds and release markers. */
export const measurementsQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.measurements(ref),
    queryFn: ({ signal }) =>
      answer(environmentApi.measurements.$get({ param: paramOf(ref) }, until(signal)), Measurements),
  })
