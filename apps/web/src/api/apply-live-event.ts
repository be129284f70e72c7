import type { LiveEvent } from '@lockstep/shared-types/live-event'
import type { QueryKey } from '@tanstack/react-query'
import { queryKeys } from './query-keys.ts'

/** Which parts of the cache an event makes out of date. `isNews`: not only measured anew. */
export const outdatedBy = (event: LiveEvent, isNews = true): readonly QueryKey[] => {
  switch (event.type) {
    case 'drift.updated':
      return [queryKeys.drift(event), queryKeys.environment(event), queryKeys.fleet]
    case 'measurements.updated':
      return [queryKeys.measurements(event)]
    case 'release.updated':
      return [
        queryKeys.release(event.releaseId),
        queryKeys.environment(event),
        queryKeys.environmentRollout(event),
        queryKeys.fleet,
        queryKeys.releases,
        queryKeys.audit,
        queryKeys.rollbackCandidates(event),
        queryKeys.artifacts(event),
        // A release adds a marker.
        queryKeys.measurements(event),
      ]
    case 'rollout.updated':
      return [
        queryKeys.rollout(event.releaseId),
        queryKeys.environmentRollout(event),
        // A stage or a decision adds a marker; what is only measured anew changes nothing of the fleet.
        ...(isNews ? [queryKeys.environment(event), queryKeys.fleet, queryKeys.measurements(event)] : []),
      ]
    case 'policy.updated':
      return [queryKeys.policy(event), queryKeys.environmentRollout(event), queryKeys.measurements(event)]
    case 'release.log':
      return []
  }
}
