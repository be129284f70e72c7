import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { ButtonLink } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { releaseTitle } from './release-look.ts'

/** Why nothing can start here now, and the way to what runs; nothing when no release runs. */
export function ActiveReleaseNotice({
  release,
  pathOf,
}: {
  release: ReleaseSummary | null
  /** Address of a release's page. */
  pathOf: (releaseId: string) => string
}) {
  if (release === null) return null
  return (
    <Notice
      tone="warn"
      icon="running"
      action={
        <ButtonLink to={pathOf(release.id)} size="small">
          Follow it
        </ButtonLink>
      }
    >
      <strong className="font-semibold">One release at a time.</strong> {releaseTitle(release)} is still
      running, started by {release.requestedBy.name}.
    </Notice>
  )
}
