import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { Link } from 'react-router'
import { environmentPath, rolloutPath } from '../../paths.ts'
import { Age } from '../../ui/time.tsx'
import { VersionText } from '../../ui/version-text.tsx'
import { DriftBadge } from '../../vocabulary/drift-badge.tsx'
import { EmergencyRowButton } from '../../vocabulary/emergency/emergency-button.tsx'
import { RolloutMark } from '../../vocabulary/rollout/rollout-mark.tsx'
import { StaleBadge } from '../../vocabulary/stale-badge.tsx'
import { EnvironmentName } from './environment-name.tsx'
import { ReleaseCell } from './release-cell.tsx'
import { VersionSign } from './version-pair.tsx'

export function FleetCard({ environment }: { environment: EnvironmentSummary }) {
  const { frontendVersion, backendVersion, since } = environment
  return (
    <article className="relative rounded-xl border border-line bg-surface p-3.5 text-sm shadow-low">
      <div className="flex items-start gap-3">
        <Link
          to={environmentPath(environment)}
          className="min-w-0 flex-1 after:absolute after:inset-0 after:rounded-xl"
        >
          <EnvironmentName environment={environment} />
        </Link>
        <div className="flex items-center gap-2">
          {since !== null && (
            <span className="text-xs text-muted">
              <Age since={since} />
            </span>
          )}
          <StaleBadge environment={environment} />
          <DriftBadge status={environment.status} />
        </div>
      </div>
      <p className="mt-2 line-clamp-2">{environment.headline}</p>
      <div className="mt-2.5 grid grid-cols-[1fr_auto_1fr] items-center gap-2 rounded-lg bg-sunken px-3 py-2">
        <div className="min-w-0">
          <p className="text-2xs text-muted">Frontend</p>
          <VersionText version={frontendVersion} other={backendVersion} />
        </div>
        <VersionSign frontendVersion={frontendVersion} backendVersion={backendVersion} />
        <div className="min-w-0">
          <p className="text-2xs text-muted">Backend</p>
          <VersionText version={backendVersion} other={frontendVersion} />
        </div>
      </div>
      <div className="mt-2.5 flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <ReleaseCell environment={environment} />
          {environment.rollout !== null && (
            <RolloutMark rollout={environment.rollout} to={rolloutPath(environment)} />
          )}
        </div>
        <span className="-mr-1.5 -mb-1.5">
          <EmergencyRowButton
            environmentRef={environment}
            place={`${environment.applicationName} ${environment.name}`}
          />
        </span>
      </div>
    </article>
  )
}
