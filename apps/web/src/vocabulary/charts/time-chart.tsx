import { lazy, Suspense, useMemo, useState } from 'react'
import { classNames } from '../../lib/class-names.ts'
import { ChartFooter } from './chart-footer.tsx'
import { useChartGroup } from './chart-group.tsx'
import { ChartLegend } from './chart-legend.tsx'
import type { ChartLine } from './chart-line.ts'
import { chartRows, gapsOf } from './chart-rows.ts'
import { chartScale, steadyTop } from './chart-scale.ts'
import { ChartTable } from './chart-table.tsx'
import { PlotGaps } from './plot-gaps.tsx'
import { PlotOverlay } from './plot-overlay.tsx'

const TimePlot = lazy(async () => ({ default: (await import('./time-plot.tsx')).TimePlot }))

/** Title, values, lines against their thresholds, and the same numbers as a table. Its height never changes by itself. */
export function TimeChart({
  title,
  lines,
  height = 'h-40',
  hasTable = true,
  named = false,
  className,
}: {
  title: string
  lines: readonly ChartLine[]
  /** Of the plot, as a class. */
  height?: string
  hasTable?: boolean
  /** Several metrics share the chart, so that limits say whose they are. */
  named?: boolean
  className?: string
}) {
  const { window, view } = useChartGroup()
  const rows = useMemo(() => chartRows(lines), [lines])
  const gaps = useMemo(() => gapsOf(rows, window), [rows, window])
  const moments = useMemo(() => rows.map(({ at }) => at), [rows])
  const scale = useMemo(() => chartScale(lines, view), [lines, view])
  const max = useSteady(scale.max, `${view.to - view.from}`)
  const unit = lines[0]?.unit ?? 'count'
  const unreadable = lines.find((line) => line.unreadable !== null)?.unreadable ?? null
  const note = lines.find((line) => line.note !== undefined)?.note
  const hasValues = rows.length > 0
  return (
    <figure aria-label={title} className={classNames('min-w-0', className)}>
      <figcaption className="flex min-h-5 flex-wrap items-center gap-x-4 text-sm">
        <span className="font-medium">{title}</span>
        <ChartLegend lines={lines} />
      </figcaption>
      <div className={classNames('relative', height)}>
        {hasValues ? (
          <>
            <div aria-hidden className="absolute inset-0">
              <PlotGaps gaps={gaps} view={view} />
              <Suspense>
                <TimePlot {...{ lines, rows, view, unit, max, named }} thresholds={scale.shown} />
              </Suspense>
            </div>
            <PlotOverlay {...{ title, lines, moments, max }} />
          </>
        ) : (
          <p className="grid h-full place-items-center rounded-lg bg-sunken px-4 text-center text-sm text-muted">
            {unreadable === null ? 'Nothing was measured in this time.' : `Could not be read: ${unreadable}`}
          </p>
        )}
      </div>
      {hasValues && unreadable !== null && (
        <p className="text-xs font-medium text-warn">Could not be read: {unreadable}</p>
      )}
      {hasValues && note !== undefined && <p className="text-xs text-muted">{note}</p>}
      <ChartFooter lines={lines} offScale={scale.offScale} unit={unit} named={named} />
      {hasTable && hasValues && <ChartTable title={title} lines={lines} rows={rows} />}
    </figure>
  )
}

/** The top of the axis stays while new values fit under it; another zoom begins anew. */
const useSteady = (now: number, zoom: string): number => {
  const [kept, setKept] = useState({ top: now, zoom })
  const top = kept.zoom === zoom ? steadyTop(kept.top, now) : now
  if (top !== kept.top || zoom !== kept.zoom) setKept({ top, zoom })
  return top
}
