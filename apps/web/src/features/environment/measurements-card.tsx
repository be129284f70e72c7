import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useSuspenseQuery } from '@tanstack/react-query'
import { ChartLine } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { measurementsQuery } from '../../api/measurements.ts'
import { Card } from '../../ui/card.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { chartPanels, seriesOf } from './chart-model.ts'
import { ChartPanelFrame } from './chart-panel-frame.tsx'
import { MeasurementsTable } from './measurements-table.tsx'

const PanelChart = lazy(async () => ({ default: (await import('./panel-chart.tsx')).PanelChart }))

const views = [
  { value: 'charts', label: 'Charts' },
  { value: 'table', label: 'Table' },
] as const

/** Error rate, latency, requests and hosts against their thresholds, as charts or as a table. */
export function MeasurementsCard({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const { data: measurements } = useSuspenseQuery(measurementsQuery(environmentRef))
  const [view, setView] = useState<(typeof views)[number]['value']>('charts')
  const panels = chartPanels
    .map((panel) => ({ panel, series: seriesOf(measurements, panel), wide: panel.wide }))
    .filter(({ series }) => series.length > 0)
  return (
    <Card
      title="Measurements"
      flush
      note={measurements.readAt !== null && <Time at={measurements.readAt} />}
      actions={<Segmented label="View" items={views} value={view} onChange={setView} />}
    >
      {panels.length === 0 ? (
        <EmptyState icon={<ChartLine size={20} />} title="Nothing is measured yet">
          Values show here as soon as CloudWatch has them.
        </EmptyState>
      ) : view === 'table' ? (
        <MeasurementsTable measurements={measurements} />
      ) : (
        <div className="grid gap-x-5 gap-y-4 p-4 sm:grid-cols-2">
          {panels.map(({ panel, series, wide }) => (
            <ChartPanelFrame key={panel.id} panel={panel} series={series} wide={wide}>
              <Suspense>
                <PanelChart measurements={measurements} series={series} wide={wide} />
              </Suspense>
            </ChartPanelFrame>
          ))}
        </div>
      )}
    </Card>
  )
}
