import type { Release } from '@lockstep/shared-types/release'
import { ArrowRight, ChevronLeft } from 'lucide-react'
import { Link } from 'react-router'
import { environmentPath } from '../../paths.ts'
import { Time } from '../../ui/time.tsx'
import { VersionText } from '../../ui/version-text.tsx'
import { EmergencyButton } from '../../vocabulary/emergency/emergency-button.tsx'
import { releaseScopeWord, releaseTitle } from '../../vocabulary/release-look.ts'

/** What, where, from which version to which, who and why. */
export function ReleaseHeader({
  release,
  place,
  hasEmergency,
}: {
  release: Release
  place: string
  /** An old release is not what serves. */
  hasEmergency: boolean
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <Link
          to={environmentPath(release)}
          className="-ml-1 inline-flex min-h-6 items-center gap-0.5 rounded-md pr-1 text-sm text-muted hover:text-fg"
        >
          <ChevronLeft size={15} aria-hidden />
          {place}
        </Link>
        <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">
          {releaseTitle(release)} <span className="font-normal text-muted">in {place}</span>
        </h1>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-sm text-muted">
          {release.kind !== 'invalidate' && release.kind !== 'rollout' && (
            <span>
              {capitalized(releaseScopeWord[release.scope])}
              {release.strategy === 'stages' && ', in stages'}
            </span>
          )}
          {release.artifact !== null && release.from !== null && (
            <span className="inline-flex flex-wrap items-center gap-x-1.5">
              from {release.from.version}
              <ArrowRight size={13} aria-label="to" role="img" />
              <span className="[&_mark]:text-fg [&_mark]:decoration-accent">
                <VersionText version={release.artifact.version} other={release.from.version} />
              </span>
            </span>
          )}
          <span>
            {release.requestedBy.name}, <Time at={release.createdAt} />
          </span>
          {release.reason !== null && <span className="wrap-anywhere">“{release.reason}”</span>}
        </p>
      </div>
      {hasEmergency && (
        <span className="max-md:hidden">
          <EmergencyButton environmentRef={release} place={place} />
        </span>
      )}
    </header>
  )
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
