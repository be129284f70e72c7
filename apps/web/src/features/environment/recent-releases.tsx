import type { EnvironmentRef } from '@lockstep/shared-types/environment'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Rocket } from 'lucide-react'
import { Link } from 'react-router'
import { releasesOfQuery } from '../../api/releases.ts'
import { releasesOfPath } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { textLink } from '../../ui/styles.ts'
import { RecentRelease } from './recent-release.tsx'

const shownAtMost = 6

export function RecentReleases({ environmentRef }: { environmentRef: EnvironmentRef }) {
  const { releases } = useSuspenseQuery(releasesOfQuery(environmentRef)).data
  return (
    <Card
      title="Recent releases"
      flush
      actions={
        releases.length > 0 && (
          <Link to={releasesOfPath(environmentRef)} className={`text-sm ${textLink}`}>
            All releases
          </Link>
        )
      }
    >
      {releases.length === 0 ? (
        <EmptyState icon={<Rocket size={20} />} title="Nothing was released here yet">
          The first deploy through Lockstep shows here, with who, why and how it ended.
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line">
          {releases.slice(0, shownAtMost).map((release) => (
            <RecentRelease key={release.id} release={release} />
          ))}
        </ul>
      )}
    </Card>
  )
}
