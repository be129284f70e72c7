import type { EnvironmentDetail } from '@lockstep/shared-types/environment'
import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { ArrowRight } from 'lucide-react'
import { Link } from 'react-router'
import { releasePath } from '../../paths.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { ButtonLink } from '../../ui/button.tsx'
import { Age, Time } from '../../ui/time.tsx'
import { releaseLook, releaseTitle } from '../../vocabulary/release-look.ts'

/** The release that runs now and the way to it; else the last one. Always there, so that nothing moves when one starts. */
export function ReleaseStrip({ environment }: { environment: EnvironmentDetail }) {
  const { activeRelease, lastRelease } = environment
  if (activeRelease !== null) return <Active release={activeRelease} />
  return (
    <div className="flex min-h-11 items-center gap-2 border-t border-line bg-surface px-4 py-2 text-sm text-muted sm:px-5">
      {lastRelease === null ? (
        'No release has run here yet.'
      ) : (
        <>
          <StatusIcon look={releaseLook[lastRelease.status]} size={14} />
          <span className="min-w-0 truncate">
            Last release:{' '}
            <Link
              to={releasePath(lastRelease.id)}
              className="rounded-xs font-medium text-fg hover:text-accent"
            >
              {releaseTitle(lastRelease)}
            </Link>
            , <Time at={lastRelease.endedAt ?? lastRelease.createdAt} /> by {lastRelease.requestedBy.name}
          </span>
        </>
      )}
    </div>
  )
}

function Active({ release }: { release: ReleaseSummary }) {
  const look = releaseLook[release.status]
  const ground = look.tone === 'warn' ? 'bg-warn-soft' : 'bg-info-soft'
  return (
    <div
      aria-live="polite"
      className={`flex min-h-11 items-center gap-2 border-t border-line px-4 py-2 text-sm sm:px-5 ${ground}`}
    >
      <StatusIcon look={{ ...look, word: '' }} size={14} />
      <span className="min-w-0 flex-1 sm:truncate">
        <strong className="font-semibold">
          {releaseTitle(release)}: {look.word.toLowerCase()}
        </strong>{' '}
        for <Age since={release.createdAt} />, started by {release.requestedBy.name}. {release.outcome}
      </span>
      <ButtonLink
        to={releasePath(release.id)}
        size="small"
        variant="primary"
        icon={<ArrowRight size={14} aria-hidden />}
      >
        Follow it
      </ButtonLink>
    </div>
  )
}
