import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { Measurements } from '@lockstep/shared-types/measurement'
import { queryOptions } from '@tanstack/react-query'
import { read } from './client.ts'
import { environmentApiPath } from './environment.ts'
import { queryKeys } from './query-keys.ts'

/** Metrics of the last hours with their thresholds and release markers. */
export const measurementsQuery = (ref: EnvironmentRef) =>
  queryOptions({
    queryKey: queryKeys.measurements(ref),
    queryFn: ({ signal }) =>
      read({ path: environmentApiPath(ref, 'measurements'), schema: Measurements, signal }),
  })
