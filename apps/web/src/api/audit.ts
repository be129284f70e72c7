import { AuditPage } from '@lockstep/shared-types/audit'
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { read } from './client.ts'
import { queryKeys } from './query-keys.ts'

export type AuditFilter = {
  readonly application?: string
  readonly environment?: string
  readonly action?: string
  readonly search?: string
}

/** Who did what, newest first, page by page. */
export const auditQuery = (filter: AuditFilter = {}) =>
  infiniteQueryOptions({
    queryKey: [...queryKeys.audit, filter],
    queryFn: ({ signal, pageParam }) =>
      read({ path: 'audit', query: { ...filter, cursor: pageParam }, schema: AuditPage, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
