import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { Link } from 'react-router'
import { releasePath } from '../../paths.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { Age, Time } from '../../ui/time.tsx'
import { releaseLook, releaseTitle } from '../../vocabulary/release-look.ts'

/** The release that runs, with what it does now; else the last one, with how it ended. */
export function ReleaseCell({ environment }: { environment: EnvironmentSummary }) {
  const { activeRelease, lastRelease } = environment
  const release = activeRelease ?? lastRelease
  if (release === null) return <span className="text-muted">No release yet</span>
  return (
    <div className="min-w-0">
      <div className="flex items-center gap-1.5">
        <StatusIcon look={releaseLook[release.status]} size={14} />
        <Link
          to={releasePath(release.id)}
          className="relative z-10 truncate rounded-xs underline-offset-3 hover:text-accent hover:underline"
        >
          {releaseTitle(release)}
        </Link>
      </div>
      <p className="truncate text-xs text-muted">
        {activeRelease === null ? (
          <>
            <Time at={release.endedAt ?? release.createdAt} /> by {release.requestedBy.name}
          </>
        ) : (
          <>
            <Age since={release.createdAt} /> · {release.outcome}
          </>
        )}
      </p>
    </div>
  )
}
