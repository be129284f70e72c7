import { Segmented } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { ZoomBar } from '../../vocabulary/charts/zoom-bar.tsx'
import { ranges, type MetricsFilter } from './metrics-filter.ts'

const splits = [
  { value: 'variants', label: 'Baseline and candidate' },
  { value: 'all', label: 'All traffic' },
] as const

/** How much time, which part of it, whose traffic, and which endpoint. */
export function MetricsToolbar({
  filter,
  endpoints,
  isDivided,
  onChange,
}: {
  filter: MetricsFilter
  endpoints: readonly string[]
  /** Baseline and candidate are told apart in this window. */
  isDivided: boolean
  onChange: (filter: MetricsFilter) => void
}) {
  const range = ranges.find(({ value }) => Number(value) === filter.hours)?.value ?? '3'
  const known =
    filter.endpoint === null || endpoints.includes(filter.endpoint)
      ? endpoints
      : [...endpoints, filter.endpoint]
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <Segmented
        label="Window"
        items={ranges}
        value={range}
        onChange={(value) => onChange({ ...filter, hours: Number(value) })}
      />
      {isDivided && (
        <Segmented
          label="Traffic"
          items={splits}
          value={filter.split}
          onChange={(split) => onChange({ ...filter, split })}
        />
      )}
      {known.length > 0 && (
        <Select
          label="Endpoint"
          hideLabel
          items={[{ value: '', label: 'All endpoints' }, ...known.map((value) => ({ value, label: value }))]}
          value={filter.endpoint ?? ''}
          onChange={(value) => onChange({ ...filter, endpoint: value === '' ? null : value })}
          className="w-60 max-sm:w-full"
        />
      )}
      <div className="sm:ml-auto">
        <ZoomBar />
      </div>
    </div>
  )
}
