import type { Marker } from '@lockstep/shared-types/measurement'
import { createContext, use, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { Span } from './chart-line.ts'
import { clampView, keptView } from './chart-time.ts'
import { createCursor, type Cursor } from './cursor.ts'

type ChartGroupValue = {
  /** All that was read. */
  readonly window: Span
  /** The part that is shown. */
  readonly view: Span
  readonly isZoomed: boolean
  readonly setView: (view: Span | null) => void
  readonly cursor: Cursor
  readonly markers: readonly Marker[]
}

const Context = createContext<ChartGroupValue | null>(null)

/** Charts that share zoom, cursor and markers; what the keyboard finds is read out once for all. */
export function ChartGroup({
  window: { from, to },
  markers,
  children,
}: {
  window: Span
  markers: readonly Marker[]
  children: ReactNode
}) {
  const [asked, setAsked] = useState<Span | null>(null)
  const [cursor] = useState(createCursor)
  const value = useMemo(() => {
    const window = { from, to }
    const kept = keptView(asked, window)
    return {
      window,
      view: kept ?? window,
      isZoomed: kept !== null,
      setView: (view: Span | null) => setAsked(view === null ? null : clampView(view, window)),
      cursor,
      markers,
    }
  }, [from, to, asked, cursor, markers])
  return (
    <Context value={value}>
      {children}
      <ReadOut cursor={cursor} />
    </Context>
  )
}

export const useChartGroup = (): ChartGroupValue => {
  const group = use(Context)
  if (group === null) throw new Error('A chart stands outside of a ChartGroup')
  return group
}

/** The moment that is looked at in every chart; null when none is. */
export const useCursorAt = (): number | null => {
  const { cursor } = useChartGroup()
  return useSyncExternalStore(cursor.subscribe, () => cursor.now().at)
}

function ReadOut({ cursor }: { cursor: Cursor }) {
  const spoken = useSyncExternalStore(cursor.subscribe, () => cursor.now().spoken)
  return (
    <p aria-live="polite" className="sr-only">
      {spoken}
    </p>
  )
}
