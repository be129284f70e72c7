import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Measurements } from '@lockstep/shared-types/measurement'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartLine } from 'lucide-react'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { measurementsQuery } from '../../api/measurements.ts'
import { throwWithoutData } from '../../api/query-client.ts'
import { usePollMilliseconds } from '../../api/use-poll.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { ChartGroup } from '../../vocabulary/charts/chart-group.tsx'
import { MarkerKey } from '../../vocabulary/charts/marker-key.tsx'
import { endpointsOf, hasCandidate, windowOf } from '../../vocabulary/charts/measurement-lines.ts'
import { TimeChart } from '../../vocabulary/charts/time-chart.tsx'
import { EndpointsCard } from './endpoints-card.tsx'
import { EventsCard } from './events-card.tsx'
import { readMetricsFilter, writeMetricsFilter, type MetricsFilter } from './metrics-filter.ts'
import { MetricsSkeleton } from './metrics-skeleton.tsx'
import { MetricsState } from './metrics-state.tsx'
import { MetricsToolbar } from './metrics-toolbar.tsx'
import { panelsOf } from './panels.ts'

const pollMilliseconds = 60_000

export function MetricsContent({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const [query, setQuery] = useSearchParams()
  const filter = readMetricsFilter(query)
  const refetchInterval = usePollMilliseconds(pollMilliseconds, pollMilliseconds / 2)
  const { data, error, isPlaceholderData } = useQuery({
    ...measurementsQuery(environmentRef, filter.hours),
    refetchInterval,
    // The window of before stays in sight until the new one is there.
    placeholderData: keepPreviousData,
    throwOnError: throwWithoutData,
  })
  if (data === undefined) return <MetricsSkeleton />
  return (
    <div className="space-y-4" aria-busy={isPlaceholderData}>
      <MetricsState measurements={data} error={error} />
      <MetricsView
        measurements={data}
        filter={filter}
        onChange={(next) => setQuery(writeMetricsFilter(next), { replace: true, preventScrollReset: true })}
      />
    </div>
  )
}

function MetricsView({
  measurements,
  filter,
  onChange,
}: {
  measurements: Measurements
  filter: MetricsFilter
  onChange: (filter: MetricsFilter) => void
}) {
  const { endpoint, split } = filter
  const isDivided = useMemo(() => hasCandidate(measurements), [measurements])
  const panels = useMemo(
    () => panelsOf(measurements, { endpoint, split: isDivided ? split : 'all' }),
    [measurements, endpoint, split, isDivided],
  )
  const endpoints = useMemo(() => endpointsOf(measurements), [measurements])
  const window = useMemo(() => windowOf(measurements), [measurements])
  return (
    <ChartGroup window={window} markers={measurements.markers}>
      <MetricsToolbar filter={filter} endpoints={endpoints} isDivided={isDivided} onChange={onChange} />
      {panels.length === 0 ? (
        <Card flush>
          <EmptyState icon={<ChartLine size={20} />} title="Nothing is measured here">
            {endpoint === null
              ? 'Values show here as soon as CloudWatch has them.'
              : `No value of ${endpoint} in this window.`}
          </EmptyState>
        </Card>
      ) : (
        <div>
          <div className="grid gap-4 lg:grid-cols-2">
            {panels.map(({ id, title, lines, named }) => (
              <Card key={id}>
                <TimeChart title={title} lines={lines} named={named} height="h-44" />
              </Card>
            ))}
          </div>
          <MarkerKey />
          <p className="mt-1 text-2xs text-muted">
            Drag across a chart to zoom. By keyboard: arrows move the cursor, + and - zoom, 0 shows all.
          </p>
        </div>
      )}
      <EndpointsCard
        measurements={measurements}
        chosen={endpoint}
        onChoose={(chosen) => onChange({ ...filter, endpoint: chosen })}
      />
      <EventsCard markers={measurements.markers} />
    </ChartGroup>
  )
}
