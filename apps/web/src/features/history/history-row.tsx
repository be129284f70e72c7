import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { Link } from 'react-router'
import { formatDuration } from '../../lib/format-duration.ts'
import { releasePath } from '../../paths.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Age, Time } from '../../ui/time.tsx'
import { ReleaseBadge } from '../../vocabulary/release-badge.tsx'
import { releaseScopeWord, releaseTitle } from '../../vocabulary/release-look.ts'
import { releaseSeconds } from './history-filter.ts'

/** One release: what, where, how it ended, why, who, when, how long; a tick to compare it. */
export function HistoryRow({
  release,
  place,
  isPicked,
  onPick,
}: {
  release: ReleaseSummary
  /** Where it went, by name. */
  place: string
  isPicked: boolean
  onPick: () => void
}) {
  const { kind, scope, reason, outcome } = release
  const seconds = releaseSeconds(release)
  return (
    <li className="relative grid grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 px-4 py-2.5 text-sm hover:bg-hover/60 lg:min-h-16 lg:grid-cols-[1.25rem_minmax(0,19rem)_8.5rem_minmax(0,1fr)_13rem]">
      <span className="relative z-10 self-start pt-0.5 lg:self-center">
        <Checkbox checked={isPicked} onChange={onPick}>
          <span className="sr-only">Compare {releaseTitle(release)}</span>
        </Checkbox>
      </span>
      <span className="min-w-0">
        <Link
          to={releasePath(release.id)}
          className="block rounded-xs font-medium max-lg:wrap-anywhere after:absolute after:inset-0 hover:text-accent lg:truncate"
        >
          {releaseTitle(release)}
        </Link>
        <span className="block truncate text-muted">
          {place}
          {kind !== 'invalidate' && scope !== 'both' && ` · ${releaseScopeWord[scope]}`}
        </span>
      </span>
      <span className="max-lg:self-start">
        <ReleaseBadge status={release.status} />
      </span>
      <span className="min-w-0 max-lg:col-span-2 max-lg:col-start-2">
        <span className="block truncate" title={outcome}>
          {outcome}
        </span>
        {reason !== null && (
          <span className="block truncate text-muted" title={reason}>
            “{reason}”
          </span>
        )}
      </span>
      <span className="text-muted max-lg:col-span-2 max-lg:col-start-2 lg:text-right">
        <span className="lg:block">
          <Time at={release.createdAt} />
          <span className="lg:hidden"> · </span>
        </span>
        <span>
          {release.requestedBy.name}
          {' · '}
          {seconds === null ? <Age since={release.createdAt} /> : formatDuration(seconds)}
        </span>
      </span>
    </li>
  )
}
