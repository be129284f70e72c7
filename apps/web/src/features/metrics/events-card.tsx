import type { Marker } from '@lockstep/shared-types/measurement'
import { Link } from 'react-router'
import { releasePath } from '../../paths.ts'
import { Card } from '../../ui/card.tsx'
import { textLink } from '../../ui/styles.ts'
import { Time } from '../../ui/time.tsx'
import { MarkerSymbol, markerWord } from '../../vocabulary/charts/marker-look.tsx'

const shownAtMost = 50

/** What the marks on the charts are, the newest first. */
export function EventsCard({ markers }: { markers: readonly Marker[] }) {
  if (markers.length === 0) return null
  const newest = markers.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, shownAtMost)
  return (
    <Card
      title="What happened"
      note={markers.length > shownAtMost ? `The last ${shownAtMost} of ${markers.length}` : undefined}
      flush
    >
      <ul aria-label="Events in this window" className="max-h-96 divide-y divide-line overflow-y-auto">
        {newest.map(({ releaseId, at, kind, label }) => (
          <li
            key={`${releaseId} ${at} ${kind} ${label}`}
            className="flex min-h-10 flex-wrap items-center gap-x-3 px-4 py-1.5 text-sm"
          >
            <MarkerSymbol kind={kind} />
            <span className="w-36 text-muted">{markerWord[kind]}</span>
            <span className="min-w-0 flex-1 wrap-anywhere">{label}</span>
            <Link to={releasePath(releaseId)} className={textLink}>
              Release
            </Link>
            <span className="w-20 text-right text-muted">
              <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
