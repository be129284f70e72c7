import type { MeasurementSeries } from '@lockstep/shared-types/measurement'
import type { ReactNode } from 'react'
import { classNames } from '../../lib/class-names.ts'
import {
  chartScale,
  formatMetric,
  latestOf,
  metricName,
  thresholdLabel,
  type ChartPanel,
} from './chart-model.ts'
import { seriesLook } from './series-look.ts'

/** Title, latest values, and a place of a fixed height for the chart. */
export function ChartPanelFrame({
  panel,
  series,
  wide,
  children,
}: {
  panel: ChartPanel
  series: readonly MeasurementSeries[]
  wide: boolean
  children: ReactNode
}) {
  const named = series.length > 1
  const unreadable = series.find((one) => one.unreadable !== null)?.unreadable ?? null
  const { offScale } = chartScale(series)
  const unit = series[0]?.unit ?? 'count'
  return (
    <figure aria-label={panel.title} className={classNames('min-w-0', wide && 'sm:col-span-2')}>
      <figcaption className="flex flex-wrap items-center gap-x-4 text-sm">
        <span className="font-medium">{panel.title}</span>
        <span className="ml-auto flex flex-wrap gap-x-4">
          {series.map((one) => (
            <LatestValue key={one.metric} series={one} named={named} />
          ))}
        </span>
      </figcaption>
      {unreadable === null ? (
        <div className={wide ? 'h-36' : 'h-28'}>{children}</div>
      ) : (
        <p className={classNames('grid place-items-center text-sm text-muted', wide ? 'h-36' : 'h-28')}>
          Could not be read: {unreadable}
        </p>
      )}
      {offScale.length > 0 && (
        <p className="text-2xs text-muted">
          Beyond the scale: {offScale.map((threshold) => thresholdLabel(threshold, unit, named)).join(', ')}
        </p>
      )}
    </figure>
  )
}

function LatestValue({ series, named }: { series: MeasurementSeries; named: boolean }) {
  const latest = latestOf(series)
  const { stroke, dash } = seriesLook[series.metric]
  return (
    <span className="inline-flex items-center gap-1.5">
      {named && (
        <>
          <svg aria-hidden viewBox="0 0 16 4" className="h-1 w-4">
            <line x1="0" y1="2" x2="16" y2="2" stroke={stroke} strokeWidth="2" strokeDasharray={dash} />
          </svg>
          <span className="text-muted">{metricName[series.metric]}</span>
        </>
      )}
      <span className="font-semibold">
        {latest === null ? 'no value' : formatMetric(latest, series.unit)}
      </span>
    </span>
  )
}
