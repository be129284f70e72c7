import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { memo } from 'react'
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

/** In pixels; the row's class `h-16` says the same. */
export const fleetRowHeight = 64

export const FleetRow = memo(function FleetRow({
  environment,
  rowIndex,
}: {
  environment: EnvironmentSummary
  rowIndex: number
}) {
  const { frontendVersion, backendVersion } = environment
  return (
    <tr
      aria-rowindex={rowIndex}
      className="relative h-16 border-b border-line last:border-b-0 hover:bg-hover/60 has-[[data-row-link]:focus-visible]:bg-hover"
    >
      <td className="px-4">
        <Link
          to={environmentPath(environment)}
          data-row-link
          title={environment.headline}
          className="block rounded-xs after:absolute after:inset-0 hover:[&_strong]:text-accent"
        >
          <EnvironmentName environment={environment} />
        </Link>
      </td>
      <td className="px-4">
        <div className="flex items-center gap-2">
          <DriftBadge status={environment.status} />
          <StaleBadge environment={environment} />
          {environment.since !== null && (
            <span className="text-xs text-muted">
              <Age since={environment.since} />
            </span>
          )}
        </div>
        <p className="mt-0.5 truncate text-muted">{environment.headline}</p>
      </td>
      <td className="px-4">
        <VersionText version={frontendVersion} other={backendVersion} />
      </td>
      <td className="px-2">
        <VersionSign frontendVersion={frontendVersion} backendVersion={backendVersion} />
      </td>
      <td className="px-4">
        <VersionText version={backendVersion} other={frontendVersion} />
        {environment.rollout !== null && (
          <RolloutMark rollout={environment.rollout} to={rolloutPath(environment)} />
        )}
      </td>
      <td className="px-4">
        <ReleaseCell environment={environment} />
      </td>
      <td className="pr-2">
        <EmergencyRowButton
          environmentRef={environment}
          place={`${environment.applicationName} ${environment.name}`}
        />
      </td>
    </tr>
  )
})
