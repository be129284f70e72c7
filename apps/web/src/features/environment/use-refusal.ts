import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../../api/session.ts'
import { refusalOf, type Action } from '../../vocabulary/permission.ts'

/** Why the signed-in actor cannot take the action now; null when they can. */
export const useRefusal = (action: Action, activeRelease: ReleaseSummary | null = null): string | null => {
  const { data: session } = useQuery(sessionQuery())
  return refusalOf(action, session?.role ?? null, activeRelease)
}
