import type { KeyboardEvent } from 'react'
import { useChartGroup, useCursorAt } from './chart-group.tsx'
import { valueAt, type ChartLine } from './chart-line.ts'
import { formatMoment, moveCursor, nearest, zoomAround } from './chart-time.ts'
import { formatMetric } from './metric-title.ts'
import { leftOf, plotBox } from './plot-box.ts'
import { PlotCursor } from './plot-cursor.tsx'
import { PlotMarkers } from './plot-markers.tsx'
import { useBrush } from './use-brush.ts'

/** Cursor, brush and markers over the lines; the part of a chart that takes pointer, touch and keys. */
export function PlotOverlay({
  title,
  lines,
  moments: all,
  max,
}: {
  title: string
  lines: readonly ChartLine[]
  /** Every moment at which something was measured or missed, in order. */
  moments: readonly number[]
  max: number
}) {
  const { view, window, setView, cursor, markers } = useChartGroup()
  const moments = all.filter((at) => at >= view.from && at <= view.to)
  const { selection, handlers } = useBrush(moments)
  const at = useCursorAt()
  const shownAt = nearest(moments, at ?? view.to)
  const index = shownAt === null ? 0 : moments.indexOf(shownAt)

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const moved = moveCursor(moments, at, event.key)
    if (moved !== null) cursor.speak(moved, spoken(lines, moved))
    else if (event.key === '+' || event.key === '=') setView(zoomAround(view, window, at ?? view.to, 0.5))
    else if (event.key === '-') setView(zoomAround(view, window, at ?? view.to, 2))
    else if (event.key === '0') setView(null)
    else if (event.key === 'Escape' && at !== null) cursor.clear()
    else return
    event.preventDefault()
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`${title}: moment to read`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, moments.length - 1)}
      aria-valuenow={index}
      aria-valuetext={shownAt === null ? 'no measurements' : formatMoment(shownAt, view)}
      className="absolute cursor-crosshair touch-pan-y rounded-sm select-none"
      style={plotBox}
      onKeyDown={onKeyDown}
      {...handlers}
    >
      <div className="pointer-events-none absolute inset-0 overflow-hidden">
        {selection !== null && (
          <div
            className="absolute inset-y-0 border-x border-accent bg-accent-soft opacity-60"
            style={{
              left: `${leftOf(selection.from, view)}%`,
              right: `${100 - leftOf(selection.to, view)}%`,
            }}
          />
        )}
      </div>
      <PlotMarkers markers={markers} view={view} />
      <PlotCursor lines={lines} moments={moments} view={view} max={max} />
    </div>
  )
}

/** `candidate 0.4 %, baseline no value`; the moment itself is the slider's value. */
const spoken = (lines: readonly ChartLine[], at: number): string =>
  lines
    .map((line) => {
      const value = valueAt(line, at)
      return `${line.label} ${value === null ? 'no value' : formatMetric(value, line.unit)}`
    })
    .join(', ')
