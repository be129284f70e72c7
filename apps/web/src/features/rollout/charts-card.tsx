import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { measurementsQuery } from '../../api/measurements.ts'
import { throwWithoutData } from '../../api/query-client.ts'
import { useNowText } from '../../lib/use-now-text.ts'
import { metricsPath } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { textLink } from '../../ui/styles.ts'
import { Time } from '../../ui/time.tsx'
import { hoursSince } from '../../vocabulary/charts/chart-time.ts'
import { RolloutCharts } from '../../vocabulary/charts/rollout-charts.tsx'

/** Error rate and p95 of both variants since the rollout began. Stands in a `Section`, so that its error is its own. */
export function ChartsCard({ environmentRef, since }: { environmentRef: EnvironmentRef; since: string }) {
  const hours = Number(useNowText((now) => String(hoursSince(since, now))))
  const measurements = useQuery({
    ...measurementsQuery(environmentRef, hours),
    placeholderData: keepPreviousData,
    throwOnError: throwWithoutData,
  }).data
  return (
    <Card
      title="Baseline and candidate"
      note={measurements?.readAt != null && <Time at={measurements.readAt} />}
      actions={
        <Link to={metricsPath(environmentRef)} className={textLink}>
          All metrics
        </Link>
      }
    >
      {measurements === undefined ? (
        <Skeleton className="h-66 rounded-lg max-sm:h-140" />
      ) : (
        <RolloutCharts measurements={measurements} since={since} />
      )}
    </Card>
  )
}
