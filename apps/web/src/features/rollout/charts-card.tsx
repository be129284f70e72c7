import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { measurementsQuery } from '../../api/measurements.ts'
import { throwWithoutData } from '../../api/query-client.ts'
import { metricsPath } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { textLink } from '../../ui/styles.ts'
import { Time } from '../../ui/time.tsx'
import { RolloutCharts } from '../../vocabulary/charts/rollout-charts.tsx'

/** Error rate and p95 of both variants, over the last hours. Stands in a `Section`, so that its error is its own. */
export function ChartsCard({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const measurements = useQuery({
    ...measurementsQuery(environmentRef),
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
        <Skeleton className="h-63 rounded-lg max-sm:h-122" />
      ) : (
        <RolloutCharts measurements={measurements} />
      )}
    </Card>
  )
}
