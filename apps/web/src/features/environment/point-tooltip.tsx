import { metricIds, type MetricUnit } from '@lockstep/shared-types/measurement'
import { formatClock } from '../../lib/format-time.ts'
import { formatMetric, metricName } from './chart-model.ts'

type Point = { readonly dataKey?: unknown; readonly value?: unknown }

/** The values at one moment; Recharts passes what is under the pointer or the keyboard's cursor. */
export function PointTooltip({
  unit,
  active = false,
  payload = [],
  label,
}: {
  unit: MetricUnit
  active?: boolean
  payload?: readonly Point[]
  label?: unknown
}) {
  if (!active || typeof label !== 'number') return null
  return (
    <div className="rounded-lg border border-line-strong bg-raised px-2.5 py-1.5 text-xs shadow-high">
      <p className="text-muted">{formatClock(label)}</p>
      {metricIds.flatMap((metric) => {
        const point = payload.find(({ dataKey }) => dataKey === metric)
        if (point === undefined) return []
        return [
          <p key={metric} className="flex justify-between gap-4">
            <span>{metricName[metric]}</span>
            <span className="font-semibold">
              {typeof point.value === 'number' ? formatMetric(point.value, unit) : 'no value'}
            </span>
          </p>,
        ]
      })}
    </div>
  )
}
