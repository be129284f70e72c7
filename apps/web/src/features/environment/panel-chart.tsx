import type { MeasurementSeries, Measurements } from '@lockstep/shared-types/measurement'
import { memo, useMemo } from 'react'
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { formatClock } from '../../lib/format-time.ts'
import { chartMarkers, chartRows, chartScale, formatTick, thresholdLabel } from './chart-model.ts'
import { PointTooltip } from './point-tooltip.tsx'
import { seriesLook } from './series-look.ts'

const axisText = { fill: 'var(--muted)', fontSize: 11 }
/** A halo in the card's colour keeps labels readable where lines cross them. */
const label = { fontSize: 10, stroke: 'var(--surface)', strokeWidth: 3, paintOrder: 'stroke' }

/** Above the plot, on the side of its line where there is room. */
const markerLabel = (value: string, isLate: boolean) => ({
  ...label,
  value,
  position: isLate ? ('insideTopRight' as const) : ('insideTopLeft' as const),
  offset: 2,
  dy: -13,
  fill: 'var(--muted)',
})

/** Lines with threshold lines and release markers; a gap in the data is a gap in the line. */
export const PanelChart = memo(function PanelChart({
  measurements,
  series,
  wide,
}: {
  measurements: Measurements
  series: readonly MeasurementSeries[]
  /** A narrow chart has no room for the labels of its markers. */
  wide: boolean
}) {
  const rows = useMemo(() => chartRows(series), [series])
  const { max, shown } = useMemo(() => chartScale(series), [series])
  const markers = useMemo(() => chartMarkers(measurements), [measurements])
  const unit = series[0]?.unit ?? 'count'
  const from = Date.parse(measurements.from)
  const to = Date.parse(measurements.to)
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart data={rows} margin={{ top: 14, right: 4, bottom: 0, left: 0 }}>
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[from, to]}
          tickFormatter={(at: number) => formatClock(at)}
          minTickGap={44}
          tick={axisText}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          height={20}
        />
        <YAxis
          domain={[0, max]}
          ticks={unit === 'count' && max < 10 ? [0, max] : [0, max / 2, max]}
          tickFormatter={(value: number) => formatTick(value, unit)}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          width={46}
        />
        {markers.map(({ releaseId, at, label: text, isLate }) => (
          <ReferenceLine
            key={releaseId}
            x={at}
            stroke="var(--muted)"
            strokeDasharray="2 2"
            label={wide && text !== null ? markerLabel(text, isLate) : ''}
          />
        ))}
        {shown.map((threshold) => {
          const color = threshold.level === 'critical' ? 'var(--bad)' : 'var(--warn)'
          return (
            <ReferenceLine
              key={`${threshold.metric} ${threshold.level} ${threshold.comparison}`}
              y={threshold.limit}
              stroke={color}
              strokeDasharray={threshold.level === 'critical' ? '' : '5 3'}
              label={{
                ...label,
                value: thresholdLabel(threshold, unit, series.length > 1),
                position: 'insideBottomLeft',
                fill: color,
                offset: 3,
              }}
            />
          )
        })}
        <Tooltip
          content={<PointTooltip unit={unit} />}
          isAnimationActive={false}
          cursor={{ stroke: 'var(--control)' }}
        />
        {series.map(({ metric }) => (
          <Line
            key={metric}
            dataKey={metric}
            type="linear"
            stroke={seriesLook[metric].stroke}
            strokeDasharray={seriesLook[metric].dash}
            strokeWidth={1.75}
            dot={false}
            activeDot={{ r: 3.5, strokeWidth: 0 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
})
