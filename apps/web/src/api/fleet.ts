import { Fleet } from '@lockstep/shared-types/environment'
import { queryOptions } from '@tanstack/react-query'
import { read } from './client.ts'
import { queryKeys } from './query-keys.ts'

/** Every environment of every application. */
export const fleetQuery = () =>
  queryOptions({
    queryKey: queryKeys.fleet,
    queryFn: ({ signal }) => read({ path: 'fleet', schema: Fleet, signal }),
  })
