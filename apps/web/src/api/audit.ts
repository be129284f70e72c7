import { AuditPage } from '@lockstep/shared-types/audit'
import type { AuditQuery } from '@lockstep/shared-types/audit-query'
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { answer, api, until } from './client.ts'
import { queryOf } from './query-of.ts'
import { queryKeys } from './query-keys.ts'

export type AuditFilter = Partial<
  Pick<AuditQuery, 'application' | 'environment' | 'action' | 'actor' | 'releaseId'>
>

/** Who did what, newest first, page by page. */
export const auditQuery = (filter: AuditFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.audit, filter],
    queryFn: ({ signal, pageParam }) =>
      answer(api.audit.$get({ query: queryOf(filter, pageParam) }, until(signal)), AuditPage),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
