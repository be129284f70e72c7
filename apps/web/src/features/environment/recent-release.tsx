import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { Link } from 'react-router'
import { formatDuration } from '../../lib/format-duration.ts'
import { releasePath } from '../../paths.ts'
import { Time } from '../../ui/time.tsx'
import { ReleaseBadge } from '../../vocabulary/release-badge.tsx'
import { releaseTitle } from '../../vocabulary/release-look.ts'

export function RecentRelease({ release }: { release: ReleaseSummary }) {
  const { createdAt, endedAt } = release
  return (
    <li className="relative grid min-h-12 grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2 text-sm hover:bg-hover/60 md:grid-cols-[8.5rem_minmax(0,15rem)_minmax(0,1fr)_auto]">
      <span className="max-md:order-2">
        <ReleaseBadge status={release.status} />
      </span>
      <Link
        to={releasePath(release.id)}
        className="truncate rounded-xs font-medium after:absolute after:inset-0 hover:text-accent max-md:order-1"
      >
        {releaseTitle(release)}
      </Link>
      <span className="truncate text-muted max-md:order-3 max-md:col-span-2">
        {release.reason ?? release.outcome}
      </span>
      <span className="text-muted max-md:order-4 max-md:col-span-2">
        {release.requestedBy.name}, <Time at={createdAt} />
        {endedAt !== null && ` · ${formatDuration((Date.parse(endedAt) - Date.parse(createdAt)) / 1000)}`}
      </span>
    </li>
  )
}
