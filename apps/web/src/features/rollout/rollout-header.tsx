import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import type { Rollout } from '@lockstep/shared-types/rollout'
import { ArrowRight, ChevronLeft } from 'lucide-react'
import { Link } from 'react-router'
import { environmentPath, releasePath } from '../../paths.ts'
import { StatusBadge } from '../../ui/badge.tsx'
import { textLink } from '../../ui/styles.ts'
import { VersionText } from '../../ui/version-text.tsx'
import { EmergencyButton } from '../../vocabulary/emergency/emergency-button.tsx'
import { baselineName, candidateName, rolloutLook } from '../../vocabulary/rollout/rollout-look.ts'

/** Which rollout this is, from which version to which, and how it stands. */
export function RolloutHeader({
  environmentRef,
  place,
  rollout,
}: {
  environmentRef: EnvironmentRef
  place: string
  rollout: Rollout | null
}) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <Link
          to={environmentPath(environmentRef)}
          className="-ml-1 inline-flex min-h-6 items-center gap-0.5 rounded-md pr-1 text-sm text-muted hover:text-fg"
        >
          <ChevronLeft size={15} aria-hidden />
          {place}
        </Link>
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight">
            Rollout <span className="font-normal text-muted">in {place}</span>
          </h1>
          {rollout !== null && <StatusBadge look={rolloutLook(rollout)} />}
        </div>
        {rollout !== null && (
          <p className="mt-0.5 flex flex-wrap items-center gap-x-4 gap-y-0.5 text-sm text-muted">
            <span className="inline-flex flex-wrap items-center gap-x-1.5">
              {baselineName(rollout)}
              <ArrowRight size={13} aria-label="to" role="img" />
              <span className="text-fg [&_mark]:text-fg [&_mark]:decoration-accent">
                <VersionText version={candidateName(rollout)} other={rollout.baseline?.version ?? null} />
              </span>
            </span>
            <Link to={releasePath(rollout.releaseId)} className={textLink}>
              Its release
            </Link>
          </p>
        )}
      </div>
      <span className="max-md:hidden">
        <EmergencyButton environmentRef={environmentRef} place={place} />
      </span>
    </header>
  )
}
