import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { readFleetView, writeFleetView, type FleetView } from './fleet-view.ts'

/** The view in the address, and how to change it without leaving a trail of history entries. */
export const useFleetView = () => {
  const [query, setQuery] = useSearchParams()
  const view = useMemo(() => readFleetView(query), [query])
  const change = useCallback(
    (next: FleetView) => setQuery(writeFleetView(next), { replace: true, preventScrollReset: true }),
    [setQuery],
  )
  return [view, change] as const
}
