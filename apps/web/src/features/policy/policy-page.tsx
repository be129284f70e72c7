import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useQuery } from '@tanstack/react-query'
import { fleetQuery } from '../../api/fleet.ts'
import { policyQuery } from '../../api/policy.ts'
import { throwWithoutData } from '../../api/query-client.ts'
import { sessionQuery } from '../../api/session.ts'
import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { environmentPath, metricsPath, rolloutPath } from '../../paths.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { refusalOf } from '../../vocabulary/permission.ts'
import { PlaceHeader } from '../../vocabulary/place-header.tsx'
import { placeName } from '../../vocabulary/place-name.ts'
import { useEnvironmentRef } from '../../vocabulary/use-environment-ref.ts'
import { HistoryCard } from './history-card.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { PolicySkeleton } from './policy-skeleton.tsx'
import { RolloutPolicySection } from './rollout-policy-section.tsx'
import { ThresholdsCard } from './thresholds-card.tsx'

/** What an environment is judged by, and how its rollouts go. */
export function PolicyPage() {
  const ref = useEnvironmentRef()
  const place = placeName(useQuery(fleetQuery()).data?.environments ?? [], ref)
  useDocumentTitle('Limits and stages', place)
  return (
    <div className="space-y-4">
      <PlaceHeader
        title="Limits and stages"
        place={place}
        back={environmentPath(ref)}
        neighbours={[
          { to: rolloutPath(ref), label: 'Rollout' },
          { to: metricsPath(ref), label: 'Metrics' },
        ]}
      />
      <Section key={`${ref.applicationId}/${ref.environmentId}`} fallback={<PolicySkeleton />}>
        <PolicyContent environmentRef={ref} />
      </Section>
    </div>
  )
}

function PolicyContent({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const policy = useQuery({ ...policyQuery(environmentRef), throwOnError: throwWithoutData }).data
  const role = useQuery(sessionQuery()).data?.role ?? null
  if (policy === undefined) return <PolicySkeleton />
  const refusal = refusalOf('policy', role)
  return (
    <LeaveGuard>
      {role !== null && refusal !== null && (
        <Notice tone="idle" icon="stopped">
          You can read everything here. {refusal}
        </Notice>
      )}
      <ThresholdsCard policy={policy} refusal={refusal} />
      <RolloutPolicySection policy={policy} refusal={refusal} />
      <HistoryCard history={policy.history} />
    </LeaveGuard>
  )
}
