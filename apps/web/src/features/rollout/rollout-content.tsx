import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useQuery } from '@tanstack/react-query'
import { fleetQuery } from '../../api/fleet.ts'
import { throwWithoutData } from '../../api/query-client.ts'
import { environmentRolloutQuery } from '../../api/rollout.ts'
import { sessionQuery } from '../../api/session.ts'
import { usePollMilliseconds } from '../../api/use-poll.ts'
import { useDocumentTitle } from '../../lib/use-document-title.ts'
import { EmergencyBar } from '../../vocabulary/emergency/emergency-button.tsx'
import { placeName } from '../../vocabulary/place-name.ts'
import { NoRollout } from './no-rollout.tsx'
import { RolloutHeader } from './rollout-header.tsx'
import { RolloutSkeleton } from './rollout-skeleton.tsx'
import { RolloutView } from './rollout-view.tsx'

/** Live events say what is new; what is measured between them is read every few seconds. */
const pollLiveMilliseconds = 10_000
const pollOfflineMilliseconds = 3000

export function RolloutContent({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const refetchInterval = usePollMilliseconds(pollLiveMilliseconds, pollOfflineMilliseconds)
  const found = useQuery({
    ...environmentRolloutQuery(environmentRef),
    refetchInterval,
    throwOnError: throwWithoutData,
  }).data
  const role = useQuery(sessionQuery()).data?.role ?? null
  const place = placeName(useQuery(fleetQuery()).data?.environments ?? [], environmentRef)
  useDocumentTitle('Rollout', place)
  if (found === undefined) return <RolloutSkeleton />
  return (
    <div className="space-y-4">
      <RolloutHeader environmentRef={environmentRef} place={place} rollout={found.rollout} />
      {found.rollout === null ? (
        <NoRollout found={found} />
      ) : (
        <RolloutView key={found.rollout.releaseId} found={found} rollout={found.rollout} role={role} />
      )}
      <EmergencyBar environmentRef={environmentRef} place={place} />
    </div>
  )
}
