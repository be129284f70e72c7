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
import { releaseKindWord, releaseLook } from '../../vocabulary/release-look.ts'
import { isFiltered } from './history-filter.ts'

const statusItems = [
  { value: 'all' as const, label: 'Any status' },
  ...[...activeReleaseStatuses, ...endedReleaseStatuses].map((value) => ({
    value,
    label: releaseLook[value].word,
  })),
]
const shownKinds = ['deploy', 'rollback', 'invalidate'] as const
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
  const places = useQuery(fleetQuery()).data?.environments ?? []
  const place = `${filter.application ?? ''}/${filter.environment ?? ''}`
  const placeItems = [
    { value: '/', label: 'Any environment' },
    ...places.map((one) => ({
      value: `${one.applicationId}/${one.environmentId}`,
      label: `${one.applicationName} ${one.name}`,
    })),
  ]
  const known = placeItems.some(({ value }) => value === place)
  const setPlace = (value: string) => {
    const [application = '', environment = ''] = value.split('/')
    const { application: _a, environment: _e, ...rest } = filter
    onChange({ ...rest, ...(application && { application }), ...(environment && { environment }) })
  }
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
      <Select
        label="Environment"
        hideLabel
        items={known ? placeItems : [...placeItems, { value: place, label: place }]}
        value={place}
        onChange={setPlace}
        className="w-60"
      />
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
