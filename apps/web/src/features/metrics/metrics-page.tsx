import { useQuery } from '@tanstack/react-query'
import { fleetQuery } from '../../api/fleet.ts'
import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { environmentPath, policyPath, rolloutPath } from '../../paths.ts'
import { Section } from '../../ui/section.tsx'
import { PlaceHeader } from '../../vocabulary/place-header.tsx'
import { placeName } from '../../vocabulary/place-name.ts'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'
import { MetricsContent } from './metrics-content.tsx'
import { MetricsSkeleton } from './metrics-skeleton.tsx'

/** Every metric of an environment against its limits, with what happened to it. */
export function MetricsPage() {
  const ref = useEnvironmentRef()
  const place = placeName(useQuery(fleetQuery()).data?.environments ?? [], ref)
  useDocumentTitle('Metrics', place)
  return (
    <div className="space-y-4">
      <PlaceHeader
        title="Metrics"
        place={place}
        back={environmentPath(ref)}
        neighbours={[
          { to: rolloutPath(ref), label: 'Rollout' },
          { to: policyPath(ref), label: 'Limits and stages' },
        ]}
      />
      <Section key={`${ref.applicationId}/${ref.environmentId}`} fallback={<MetricsSkeleton />}>
        <MetricsContent environmentRef={ref} />
      </Section>
    </div>
  )
}
