import type { AuditEvent } from '@lockstep/shared-types/audit'
import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { useQuery, useSuspenseInfiniteQuery } from '@tanstack/react-query'
import { ScrollText, SearchX } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { auditQuery, type AuditFilter } from '../../api/audit.ts'
import { fleetQuery } from '../../api/fleet.ts'
import { plural } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { ListEnd } from '../../ui/list-end.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { placeName } from '../../vocabulary/place-name.ts'
import { writeAuditFilter } from './audit-filter.ts'
import { AuditRow } from './audit-row.tsx'

export function AuditList({ filter, onClear }: { filter: AuditFilter; onClear: () => void }) {
  // The list of before stays in sight until the new one is there.
  const asked = useDeferredValue(filter)
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useSuspenseInfiniteQuery(auditQuery(asked))
  const fleet = useQuery(fleetQuery()).data?.environments ?? []
  const events = data.pages.flatMap((page) => page.events)
  const toggle = (seq: number) =>
    setOpen(open.has(seq) ? new Set([...open].filter((other) => other !== seq)) : new Set([...open, seq]))
  if (events.length === 0)
    return (
      <Card flush>
        {writeAuditFilter(asked).size > 0 ? (
          <EmptyState
            icon={<SearchX size={20} />}
            title="No event matches"
            action={<Button onClick={onClear}>Show all</Button>}
          >
            Nothing of this kind was done here.
          </EmptyState>
        ) : (
          <EmptyState icon={<ScrollText size={20} />} title="Nothing was done yet">
            Releases, aborts, decisions and checks that somebody asks for show here.
          </EmptyState>
        )}
      </Card>
    )
  return (
    <>
      <Card flush className="overflow-clip">
        <ul aria-label="Audit events" className="divide-y divide-line">
          {events.map((event) => (
            <li key={event.seq}>
              <AuditRow
                event={event}
                place={placeOf(fleet, event)}
                open={open.has(event.seq)}
                onToggle={() => toggle(event.seq)}
              />
            </li>
          ))}
        </ul>
      </Card>
      <ListEnd
        shown={plural(events.length, 'event')}
        hasMore={hasNextPage}
        isBusy={isFetchingNextPage}
        onMore={() => void fetchNextPage()}
      />
    </>
  )
}

const placeOf = (
  fleet: readonly EnvironmentSummary[],
  { applicationId, environmentId }: AuditEvent,
): string | null => (applicationId === null ? null : placeName(fleet, { applicationId, environmentId }))
