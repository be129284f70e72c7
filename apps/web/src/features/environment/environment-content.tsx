import type { DriftReport } from '@lockstep/shared-types/drift'
import type { EnvironmentDetail, EnvironmentRef } from '@lockstep/shared-types/environment'
import type { EnvironmentRollout } from '@lockstep/shared-types/rollout'
import { reportAsOf } from '@lockstep/shared-types/freshness'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { driftQuery } from '../../api/drift.ts'
import { environmentQuery } from '../../api/environment.ts'
import { throwWithoutData } from '../../api/query-client.ts'
import { environmentRolloutQuery } from '../../api/rollout.ts'
import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { EmergencyBar } from '../../vocabulary/emergency/emergency-button.tsx'
import { useIsStale } from '../../vocabulary/use-is-stale.ts'
import { AnswerPanel } from './answer-panel.tsx'
import { ChecksCard } from './checks-card.tsx'
import { EnvironmentHeader } from './environment-header.tsx'
import { EnvironmentSkeleton } from './environment-skeleton.tsx'
import { MeasurementsCard } from './measurements-card.tsx'
import { Pair } from './pair.tsx'
import { RecentReleases } from './recent-releases.tsx'
import { RolloutStrip } from './rollout-strip.tsx'
import { StaleNotice } from './stale-notice.tsx'

export function EnvironmentContent({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const environment = useQuery({ ...environmentQuery(environmentRef), throwOnError: throwWithoutData }).data
  const report = useQuery({ ...driftQuery(environmentRef), throwOnError: throwWithoutData }).data
  const rollout = useQuery(environmentRolloutQuery(environmentRef))
  // Its strip has a place of its own, which must not open after the rest is there.
  if (environment === undefined || report === undefined || rollout.isPending) return <EnvironmentSkeleton />
  return (
    <EnvironmentView
      environmentRef={environmentRef}
      environment={environment}
      report={report}
      rollout={rollout.data ?? null}
    />
  )
}

function EnvironmentView({
  environmentRef,
  environment,
  report: stored,
  rollout,
}: {
  environmentRef: EnvironmentRef
  environment: EnvironmentDetail
  report: DriftReport | null
  rollout: EnvironmentRollout | null
}) {
  useDocumentTitle(environment.name, environment.applicationName)
  const stale = useIsStale(environment)
  const report = useMemo(
    () => (stored && stale ? reportAsOf(stored, environment.staleAfterSeconds, Infinity) : stored),
    [stored, stale, environment.staleAfterSeconds],
  )
  return (
    <div className="space-y-4">
      <EnvironmentHeader environment={environment} />
      <StaleNotice environment={environment} />
      <AnswerPanel environment={environment} report={report} />
      {rollout !== null && <RolloutStrip environment={environment} found={rollout} />}
      <Pair environment={environment} report={report} />
      <div className="grid items-start gap-4 xl:grid-cols-12">
        <ChecksCard environmentRef={environmentRef} report={report} className="xl:col-span-7" />
        <div className="min-w-0 xl:col-span-5">
          <Section fallback={<Skeleton className="h-[46rem] rounded-xl" />}>
            <MeasurementsCard environmentRef={environmentRef} />
          </Section>
        </div>
      </div>
      <Section fallback={<Skeleton className="h-64 rounded-xl" />}>
        <RecentReleases environmentRef={environmentRef} />
      </Section>
      <EmergencyBar
        environmentRef={environmentRef}
        place={`${environment.applicationName} ${environment.name}`}
      />
    </div>
  )
}
