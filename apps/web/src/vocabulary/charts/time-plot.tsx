import type { MetricUnit, Threshold } from '@lockstep/shared-types/measurement'
import { memo } from 'react'
import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { ChartLine, Span } from './chart-line.ts'
import { gapMark, rowsWithin, type ChartRow } from './chart-rows.ts'
import { valueTicks } from './chart-scale.ts'
import { formatMoment, timeTicks } from './chart-time.ts'
import { formatTick, thresholdLabel } from './metric-title.ts'
import { plotBox } from './plot-box.ts'

const axisText = { fill: 'var(--muted)', fontSize: 11 }
/** A halo in the card's colour keeps labels readable where lines cross them. */
const label = { fontSize: 10, stroke: 'var(--surface)', strokeWidth: 3, paintOrder: 'stroke' }
const axisHeight = 20
const ticksAtMost = 6

/** Lines and threshold lines. What moves (cursor, brush) and what is pressed lies over it, see `plot-overlay.tsx`. */
export const TimePlot = memo(function TimePlot({
  lines,
  rows,
  view,
  unit,
  max,
  thresholds,
  named,
}: {
  lines: readonly ChartLine[]
  rows: readonly ChartRow[]
  view: Span
  unit: MetricUnit
  max: number
  thresholds: readonly Threshold[]
  /** Several metrics share the chart, so that limits say whose they are. */
  named: boolean
}) {
  const shown = rowsWithin(rows, view)
  return (
    <ResponsiveContainer width="100%" height="100%">
      <LineChart
        data={[...shown]}
        margin={{ top: plotBox.top, right: plotBox.right, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          scale="time"
          domain={[view.from, view.to]}
          allowDataOverflow
          ticks={[...timeTicks(view, ticksAtMost)]}
          tickFormatter={(at: number) => formatMoment(at, view)}
          minTickGap={24}
          tick={axisText}
          tickLine={false}
          axisLine={{ stroke: 'var(--line-strong)' }}
          height={axisHeight}
        />
        <YAxis
          domain={[0, max]}
          ticks={[...valueTicks(max, unit === 'count')]}
          tickFormatter={(value: number) => formatTick(value, unit)}
          tick={axisText}
          tickLine={false}
          axisLine={false}
          width={plotBox.left}
        />
        {thresholds.map((threshold) => {
          const isCritical = threshold.level === 'critical'
          const color = isCritical ? 'var(--bad)' : 'var(--warn)'
          return (
            <ReferenceLine
              key={`${threshold.metric} ${threshold.level} ${threshold.comparison} ${threshold.limit}`}
              y={threshold.limit}
              stroke={color}
              strokeDasharray={isCritical ? '' : '5 3'}
              label={{
                ...label,
                value: thresholdLabel(threshold, unit, named),
                position: 'insideBottomLeft',
                fill: color,
                offset: 3,
              }}
            />
          )
        })}
        {lines.map(({ key, look }) => (
          <Line
            key={key}
            dataKey={(row: ChartRow) => row.values[key] ?? null}
            type="linear"
            stroke={look.stroke}
            strokeDasharray={look.dash}
            strokeWidth={look.width}
            dot={gapDot(shown, key, look.stroke)}
            activeDot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  )
})

type DotPlace = { readonly index?: number; readonly cx?: number; readonly cy?: number }

const dotRadius = { alone: 2.5, end: 1.75 } as const

/** Draws the points at which a line ends at a gap; Recharts wants an element for every point. */
const gapDot = (rows: readonly ChartRow[], key: string, fill: string) =>
  function GapDot({ index = 0, cx, cy }: DotPlace) {
    const mark = gapMark(rows, index, key)
    if (mark === null) return <g key={index} />
    return <circle key={index} cx={cx} cy={cy} r={dotRadius[mark]} fill={fill} />
  }
