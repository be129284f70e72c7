import { useChartGroup, useCursorAt } from './chart-group.tsx'
import { latestPoint, valueAt, type ChartLine } from './chart-line.ts'
import { formatMoment } from './chart-time.ts'
import { formatMetric } from './metric-title.ts'

/** Each line with its value: at the cursor, else the latest. */
export function ChartLegend({ lines }: { lines: readonly ChartLine[] }) {
  const at = useCursorAt()
  return (
    <span className="ml-auto flex flex-wrap justify-end gap-x-4">
      {lines.map((line) => {
        const value = at === null ? (latestPoint(line)?.value ?? null) : valueAt(line, at)
        return (
          <span key={line.key} className="inline-flex items-center gap-1.5">
            {lines.length > 1 && (
              <>
                <LineSample line={line} />
                <span className="text-muted">{line.label}</span>
              </>
            )}
            <span className="min-w-14 text-right font-semibold whitespace-nowrap">
              {value === null ? 'no value' : formatMetric(value, line.unit)}
            </span>
          </span>
        )
      })}
    </span>
  )
}

function LineSample({ line: { look } }: { line: ChartLine }) {
  return (
    <svg aria-hidden viewBox="0 0 18 4" className="h-1 w-4.5">
      <line
        x1="0"
        y1="2"
        x2="18"
        y2="2"
        stroke={look.stroke}
        strokeWidth={look.width}
        strokeDasharray={look.dash}
      />
    </svg>
  )
}

/** The moment of the values that are shown, and what happened there. */
export function CursorNote() {
  const { view, markers } = useChartGroup()
  const at = useCursorAt()
  if (at === null) return null
  const near = markers.filter((marker) => Math.abs(Date.parse(marker.at) - at) < (view.to - view.from) / 80)
  return (
    <span className="block truncate">
      <span className="font-semibold text-fg">{formatMoment(at, view)}</span>
      {near.map(({ at: moment, kind, label }) => (
        <span key={`${kind} ${moment} ${label}`}> · {label}</span>
      ))}
    </span>
  )
}
