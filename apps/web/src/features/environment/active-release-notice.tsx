import type { ReleaseSummary } from '@lockstep/shared-types/release'
import { ArrowRight } from 'lucide-react'
import { releasePath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Age } from '../../ui/time.tsx'
import { releaseLook, releaseTitle } from '../../vocabulary/release-look.ts'

/** The release that runs now, and the way to it. */
export function ActiveReleaseNotice({ release }: { release: ReleaseSummary }) {
  const look = releaseLook[release.status]
  return (
    <Notice
      tone={look.tone}
      icon={look.icon}
      action={
        <ButtonLink to={releasePath(release.id)} size="small" icon={<ArrowRight size={14} aria-hidden />}>
          Follow it
        </ButtonLink>
      }
    >
      <strong className="font-semibold">
        {releaseTitle(release)}: {look.word.toLowerCase()}
      </strong>{' '}
      for <Age since={release.createdAt} />, started by {release.requestedBy.name}. {release.outcome}
    </Notice>
  )
}
