import { Session } from '@lockstep/shared-types/session'
import { queryOptions } from '@tanstack/react-query'
import { answer, api, until } from './client.ts'
import { queryKeys } from './query-keys.ts'

/** Who is signed in, and as what. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: queryKeys.session,
    queryFn: ({ signal }) => answer(api.session.$get(undefined, until(signal)), Session),
    staleTime: 5 * 60_000,
  })
