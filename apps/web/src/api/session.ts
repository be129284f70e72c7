import { Session } from '@lockstep/shared-types/session'
import { queryOptions } from '@tanstack/react-query'
import { read } from './client.ts'
import { queryKeys } from './query-keys.ts'

/** Who is signed in, and as what. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: queryKeys.session,
    queryFn: ({ signal }) => read({ path: 'session', schema: Session, signal }),
    staleTime: 5 * 60_000,
  })
