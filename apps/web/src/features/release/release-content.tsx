import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useLocation } from 'react-router'
import { fleetQuery } from '../../api/fleet.ts'
import { releaseQuery } from '../../api/releases.ts'
import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { Notice } from '../../ui/notice.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Time } from '../../ui/time.tsx'
import { EmergencyBar } from '../../vocabulary/emergency/emergency-button.tsx'
import { isFoundActive } from '../../vocabulary/arrival.ts'
import { placeName } from '../../vocabulary/place-name.ts'
import { isActive, releaseLook, releaseTitle } from '../../vocabulary/release-look.ts'
import { ReleaseFacts } from './release-facts.tsx'
import { ReleaseHeader } from './release-header.tsx'
import { ReleaseLog } from './release-log.tsx'
import { StatusPanel } from './status-panel.tsx'
import { Timeline } from './timeline.tsx'

export function ReleaseContent({ releaseId }: { releaseId: string }) {
  const { data: release } = useSuspenseQuery(releaseQuery(releaseId))
  const { state } = useLocation()
  const environments = useQuery(fleetQuery()).data?.environments ?? []
  const place = placeName(environments, release)
  const isNewest =
    isActive(release.status) || environments.some(({ lastRelease }) => lastRelease?.id === release.id)
  useDocumentTitle(`${releaseLook[release.status].word}: ${releaseTitle(release)}`, place)
  return (
    <div className="space-y-4">
      <ReleaseHeader release={release} place={place} hasEmergency={isNewest} />
      {isFoundActive(state) && isActive(release.status) && (
        <Notice tone="info" icon="running">
          <strong className="font-semibold">This release was there before yours.</strong>{' '}
          {release.requestedBy.name} started it <Time at={release.createdAt} />; yours was not started, and
          nothing of it was changed.
        </Notice>
      )}
      <StatusPanel release={release} />
      <div className="grid items-start gap-4 xl:grid-cols-12">
        <div className="min-w-0 space-y-4 xl:col-span-6">
          <Timeline release={release} />
          <ReleaseFacts release={release} />
        </div>
        <div className="min-w-0 xl:sticky xl:top-17 xl:col-span-6">
          <Section fallback={<Skeleton className="h-168 rounded-xl" />}>
            <ReleaseLog release={release} />
          </Section>
        </div>
      </div>
      {isNewest && <EmergencyBar environmentRef={release} place={place} />}
    </div>
  )
}
