import { Fleet } from '@lockstep/shared-types/environment'
import { queryOptions } from '@tanstack/react-query'
import { answer, api, until } from './client.ts'
import { queryKeys } from './query-keys.ts'

/** Every environment of every application. */
export const fleetQuery = () =>
  queryOptions({
    queryKey: queryKeys.fleet,
    queryFn: ({ signal }) => answer(api.fleet.$get(undefined, until(signal)), Fleet),
  })
