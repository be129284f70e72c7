import type { Measurements } from '@lockstep/shared-types/measurement'
import { useMemo } from 'react'
import { ChartGroup } from './chart-group.tsx'
import { MarkerKey } from './marker-key.tsx'
import { hasCandidate, metricLines, variantLines, windowOf } from './measurement-lines.ts'
import { TimeChart } from './time-chart.tsx'

const pair = [
  { metric: 'error-rate', title: 'Error rate' },
  { metric: 'latency-p95', title: 'Latency p95' },
] as const

const beforeMilliseconds = 15 * 60_000

/** Error rate and p95 of baseline and candidate against their limits; of everybody where the two are not told apart. */
export function RolloutCharts({ measurements, since }: { measurements: Measurements; since: string }) {
  const charts = useMemo(
    () =>
      pair.map(({ metric, title }) => {
        const divided = hasCandidate(measurements) ? variantLines(measurements, metric, null) : []
        return { metric, title, lines: divided.length > 0 ? divided : metricLines(measurements, [metric]) }
      }),
    [measurements],
  )
  const window = useMemo(() => {
    const { from, to } = windowOf(measurements)
    const began = Math.max(from, Date.parse(since) - beforeMilliseconds)
    // A clock that runs behind must not leave a window without width.
    return { from: Math.min(began, to - beforeMilliseconds), to }
  }, [measurements, since])
  return (
    <ChartGroup window={window} markers={measurements.markers}>
      <div className="grid gap-x-5 gap-y-3 sm:grid-cols-2">
        {charts.map(({ metric, title, lines }) => (
          <TimeChart key={metric} title={title} lines={lines} height="h-36" />
        ))}
      </div>
      <MarkerKey />
    </ChartGroup>
  )
}
