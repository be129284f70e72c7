import { Compass } from 'lucide-react'
import { useParams } from 'react-router'
import { releasesPath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { ReleaseContent } from './release-content.tsx'
import { ReleaseSkeleton } from './release-skeleton.tsx'

/** One release, live: what it does now, how long yet, what AWS says, and what can be pressed. */
export function ReleasePage() {
  const { releaseId = '' } = useParams()
  return (
    <Section key={releaseId} fallback={<ReleaseSkeleton />} missing={<MissingRelease />}>
      <ReleaseContent releaseId={releaseId} />
    </Section>
  )
}

function MissingRelease() {
  return (
    <div className="py-16">
      <h1 className="sr-only">Not found</h1>
      <EmptyState
        icon={<Compass size={20} />}
        title="There is no such release"
        action={
          <ButtonLink to={releasesPath} variant="primary">
            Go to the releases
          </ButtonLink>
        }
      >
        The link may be from another Lockstep, or cut short.
      </EmptyState>
    </div>
  )
}
