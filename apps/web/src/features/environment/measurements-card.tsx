import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Measurements, MetricId } from '@lockstep/shared-types/measurement'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ChartLine } from 'lucide-react'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { measurementsQuery } from '../../api/measurements.ts'
import { metricsPath, policyPath } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { textLink } from '../../ui/styles.ts'
import { Time } from '../../ui/time.tsx'
import { ChartGroup } from '../../vocabulary/charts/chart-group.tsx'
import { MarkerKey } from '../../vocabulary/charts/marker-key.tsx'
import { metricLines, titleOf, windowOf } from '../../vocabulary/charts/measurement-lines.ts'
import { TimeChart } from '../../vocabulary/charts/time-chart.tsx'

type Panel = { readonly title: string; readonly metrics: readonly MetricId[]; readonly wide: boolean }

const panels: readonly Panel[] = [
  { title: 'Error rate', metrics: ['error-rate'], wide: true },
  { title: 'Latency', metrics: ['latency-p50', 'latency-p95', 'latency-p99'], wide: true },
  { title: 'Requests', metrics: ['requests'], wide: false },
  { title: 'Healthy hosts', metrics: ['healthy-hosts'], wide: false },
]

const chartsOf = (measurements: Measurements) =>
  panels
    .map((panel) => ({ ...panel, lines: metricLines(measurements, panel.metrics) }))
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, ...panel }) => ({
      ...panel,
      title: titleOf(title, panel.metrics[0] ?? 'requests', panel.lines),
    }))

/** Error rate, latency, requests and hosts of the last hours against their thresholds. */
export function MeasurementsCard({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const { data: measurements } = useSuspenseQuery(measurementsQuery(environmentRef))
  const charts = useMemo(() => chartsOf(measurements), [measurements])
  const window = useMemo(() => windowOf(measurements), [measurements])
  return (
    <Card
      title="Measurements"
      flush
      note={measurements.readAt !== null && <Time at={measurements.readAt} />}
      actions={
        <span className="flex gap-x-4 text-sm">
          <Link to={metricsPath(environmentRef)} className={textLink}>
            All metrics
          </Link>
          <Link to={policyPath(environmentRef)} className={textLink}>
            Limits
          </Link>
        </span>
      }
    >
      {charts.length === 0 ? (
        <EmptyState icon={<ChartLine size={20} />} title="Nothing is measured yet">
          Values show here as soon as CloudWatch has them.
        </EmptyState>
      ) : (
        <div className="p-4">
          <ChartGroup window={window} markers={measurements.markers}>
            <div className="grid gap-x-5 gap-y-3 sm:grid-cols-2">
              {charts.map(({ title, lines, metrics, wide }) => (
                <TimeChart
                  key={title}
                  title={title}
                  lines={lines}
                  named={metrics.length > 1}
                  height={wide ? 'h-36' : 'h-28'}
                  className={wide ? 'sm:col-span-2' : ''}
                />
              ))}
            </div>
            <MarkerKey />
          </ChartGroup>
        </div>
      )}
    </Card>
  )
}
