import { useCallback, useMemo, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { readFleetView, writeFleetView, type FleetView } from './fleet-view.ts'

/** Marks addresses that this page wrote itself. */
const ownChange = { fleetView: true }

/**
 * The view in the address, and how to change it without leaving a trail of history entries.
 * The address follows in a transition, which is too late for a text field: the text is kept here as well.
 */
export const useFleetView = () => {
  const [query, setQuery] = useSearchParams()
  const { key, state } = useLocation()
  const written = useMemo(() => readFleetView(query), [query])
  const [text, setText] = useState(written.text)
  const [seenKey, setSeenKey] = useState(key)
  if (key !== seenKey) {
    setSeenKey(key)
    if (!isOwnChange(state)) setText(written.text)
  }
  const view = useMemo(() => ({ ...written, text }), [written, text])
  const change = useCallback(
    (next: FleetView) => {
      setText(next.text)
      setQuery(writeFleetView(next), { replace: true, preventScrollReset: true, state: ownChange })
    },
    [setQuery],
  )
  return [view, change] as const
}

const isOwnChange = (state: unknown): boolean =>
  typeof state === 'object' && state !== null && 'fleetView' in state
