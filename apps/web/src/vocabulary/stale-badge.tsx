import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { formatFullTime } from '../lib/format-time.ts'
import { Badge } from '../ui/badge.tsx'
import { useIsStale } from './use-is-stale.ts'

/** Beside a state that is too old to be trusted; nothing while it is fresh. */
export function StaleBadge({ environment }: { environment: EnvironmentSummary }) {
  const stale = useIsStale(environment)
  if (!stale || environment.observedAt === null) return null
  return (
    <span title={`Last observed ${formatFullTime(environment.observedAt)}; what runs now may differ`}>
      <Badge tone="warn">Old</Badge>
    </span>
  )
}
