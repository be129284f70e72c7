import { useCursorAt } from './chart-group.tsx'
import { valueAt, type ChartLine, type Span } from './chart-line.ts'
import { nearest } from './chart-time.ts'
import { leftOf } from './plot-box.ts'

/** A line at the moment that is looked at, in every chart of the group, and a dot on each line. */
export function PlotCursor({
  lines,
  moments,
  view,
  max,
}: {
  lines: readonly ChartLine[]
  moments: readonly number[]
  view: Span
  max: number
}) {
  const at = useCursorAt()
  const shown = at === null ? null : nearest(moments, at)
  if (shown === null) return null
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-y-0 border-l border-fg/60"
      style={{ left: `${leftOf(shown, view)}%` }}
    >
      {lines.map((line) => {
        const value = valueAt(line, shown)
        if (value === null || value > max) return null
        return (
          <span
            key={line.key}
            className="absolute -left-[4.5px] size-2 -translate-y-1/2 rounded-full ring-2 ring-surface"
            style={{ top: `${(1 - value / max) * 100}%`, background: line.look.stroke }}
          />
        )
      })}
    </div>
  )
}
