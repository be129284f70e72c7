import type { Measurements } from '@lockstep/shared-types/measurement'
import type { Policy, Replay } from '@lockstep/shared-types/policy'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { measurementsQuery } from '../../api/measurements.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ChartGroup } from '../../vocabulary/charts/chart-group.tsx'
import { metricLines } from '../../vocabulary/charts/measurement-lines.ts'
import { metricTitle } from '../../vocabulary/charts/metric-title.ts'
import { TimeChart } from '../../vocabulary/charts/time-chart.tsx'
import { matrixLimits, replayMarkers, worstMetric } from './replay-model.ts'
import { triedHours, type Tried } from './use-try.ts'

/** The metric that the limits bite on, with a mark wherever something would have been done. */
export function ReplayChart({ replay, input, policy }: { replay: Replay; input: Tried; policy: Policy }) {
  const measurements = useQuery(measurementsQuery(policy, triedHours)).data
  if (measurements === undefined) return <Skeleton className="h-56 rounded-lg" />
  return <Worst measurements={measurements} replay={replay} input={input} policy={policy} />
}

function Worst({
  measurements,
  replay,
  input,
  policy,
}: {
  measurements: Measurements
  replay: Replay
  input: Tried
  policy: Policy
}) {
  const matrix = input.policy?.matrix ?? policy.rollout?.policy.matrix
  const thresholds = input.thresholds ?? policy.thresholds.thresholds
  const limits = useMemo(() => [...matrixLimits(matrix ?? []), ...thresholds], [matrix, thresholds])
  const metric = worstMetric(measurements.series, limits)
  const lines = useMemo(
    () =>
      metric === null
        ? []
        : metricLines(measurements, [metric]).map((line) => ({
            ...line,
            thresholds: limits.filter((limit) => limit.metric === metric),
          })),
    [measurements, metric, limits],
  )
  const markers = useMemo(() => replayMarkers(replay.proposed), [replay])
  const window = useMemo(() => ({ from: Date.parse(replay.from), to: Date.parse(replay.to) }), [replay])
  if (metric === null) return null
  return (
    <ChartGroup window={window} markers={markers}>
      <TimeChart title={`${metricTitle[metric]}, with these limits`} lines={lines} height="h-40" />
      <p className="text-2xs text-muted">
        {markers.length === 0
          ? 'Nothing would have been done in this time.'
          : 'A diamond marks where these limits would have acted.'}
      </p>
    </ChartGroup>
  )
}
