import {
  activeReleaseStatuses,
  endedReleaseStatuses,
  type ReleaseStatus,
} from '@lockstep/shared-types/release'
import type { ReleaseKind } from '@lockstep/shared-types/release-kind'
import { useQuery } from '@tanstack/react-query'
import { fleetQuery } from '../../api/fleet.ts'
import type { ReleaseFilter } from '../../api/releases.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { PlaceSelect } from '../../vocabulary/place-select.tsx'
import { releaseKindWord, releaseLook } from '../../vocabulary/release-look.ts'
import { isFiltered } from './history-filter.ts'

const statusItems = [
  { value: 'all' as const, label: 'Any status' },
  ...[...activeReleaseStatuses, ...endedReleaseStatuses].map((value) => ({
    value,
    label: releaseLook[value].word,
  })),
]
const shownKinds = ['deploy', 'rollback', 'rollout', 'invalidate'] as const
const kindItems = [
  { value: 'all' as const, label: 'Any kind' },
  ...shownKinds.map((value) => ({ value, label: releaseKindWord[value] })),
]

/** By place, status and kind. */
export function HistoryFilters({
  filter,
  onChange,
}: {
  filter: ReleaseFilter
  onChange: (filter: ReleaseFilter) => void
}) {
  const environments = useQuery(fleetQuery()).data?.environments ?? []
  const setStatus = (value: ReleaseStatus | 'all') => {
    const { status: _, ...rest } = filter
    onChange(value === 'all' ? rest : { ...rest, status: value })
  }
  const setKind = (value: ReleaseKind | 'all') => {
    const { kind: _, ...rest } = filter
    onChange(value === 'all' ? rest : { ...rest, kind: value })
  }
  return (
    <div className="mb-4 flex min-h-9 flex-wrap items-center gap-3 max-sm:grid max-sm:grid-cols-2 max-sm:*:w-full max-sm:*:first:col-span-2">
      <PlaceSelect environments={environments} filter={filter} onChange={onChange} />
      <Select
        label="Status"
        hideLabel
        items={statusItems}
        value={filter.status ?? 'all'}
        onChange={setStatus}
        className="w-44"
      />
      <Select
        label="Kind"
        hideLabel
        items={kindItems}
        value={filter.kind ?? 'all'}
        onChange={setKind}
        className="w-40"
      />
      {isFiltered(filter) && (
        <Button variant="ghost" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </div>
  )
}
