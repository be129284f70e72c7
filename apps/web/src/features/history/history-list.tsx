import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { Rocket, SearchX } from 'lucide-react'
import { useDeferredValue } from 'react'
import { fleetQuery } from '../../api/fleet.ts'
import { releasesQuery, type ReleaseFilter } from '../../api/releases.ts'
import { classNames } from '../../lib/class-names.ts'
import { plural } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { ListEnd } from '../../ui/list-end.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { placeName } from '../../vocabulary/place-name.ts'
import { isFiltered } from './history-filter.ts'
import { HistoryRow } from './history-row.tsx'

export function HistoryList({
  filter,
  picked,
  onPick,
  onClear,
}: {
  filter: ReleaseFilter
  picked: readonly string[]
  onPick: (releaseId: string) => void
  onClear: () => void
}) {
  // The list of before stays in sight until the new one is there.
  const asked = useDeferredValue(filter)
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(
    releasesQuery(asked),
  )
  const fleet = useQuery(fleetQuery()).data?.environments ?? []
  const releases = data.pages.flatMap((page) => page.releases)
  if (releases.length === 0)
    return (
      <Card flush>
        {isFiltered(asked) ? (
          <EmptyState
            icon={<SearchX size={20} />}
            title="No release matches"
            action={<Button onClick={onClear}>Show all</Button>}
          >
            Nothing was released with this environment, status and kind.
          </EmptyState>
        ) : (
          <EmptyState icon={<Rocket size={20} />} title="Nothing was released yet">
            The first deploy through Lockstep shows here, with who, why and how it ended.
          </EmptyState>
        )}
      </Card>
    )
  return (
    <>
      <Card
        flush
        className={classNames(
          'overflow-clip',
          JSON.stringify(asked) !== JSON.stringify(filter) && 'opacity-60',
        )}
      >
        <ul aria-label="Releases" className="divide-y divide-line">
          {releases.map((release) => (
            <HistoryRow
              key={release.id}
              release={release}
              place={placeName(fleet, release)}
              isPicked={picked.includes(release.id)}
              onPick={() => onPick(release.id)}
            />
          ))}
        </ul>
      </Card>
      <ListEnd
        shown={plural(releases.length, 'release')}
        hasMore={hasNextPage}
        isBusy={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      />
    </>
  )
}
