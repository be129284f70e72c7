import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { releasePath } from '../paths.ts'
import { ButtonLink } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { releaseTitle } from './release-look.ts'

/** Why nothing can start here now, and the way to what runs; nothing when no release runs. */
export function ActiveReleaseNotice({ release }: { release: ReleaseSummary | null }) {
  if (release === null) return null
  return (
    <Notice
      tone="warn"
      icon="running"
      action={
        <ButtonLink to={releasePath(release.id)} size="small">
          Follow it
        </ButtonLink>
      }
    >
      <strong className="font-semibold">One release at a time.</strong> {releaseTitle(release)} is still
      running, started by {release.requestedBy.name}.
    </Notice>
  )
}
