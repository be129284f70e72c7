import type { EnvironmentSummary } from '@lockstep/shared-types/environment'
import { Select } from '../ui/select.tsx'

type Place = { readonly application?: string | undefined; readonly environment?: string | undefined }

/** One environment, or any; a place from an old address that is no longer configured stays shown. */
export function PlaceSelect<Filter extends Place>({
  environments,
  filter,
  onChange,
}: {
  environments: readonly EnvironmentSummary[]
  filter: Filter
  onChange: (filter: Omit<Filter, keyof Place> & Place) => void
}) {
  const { application, environment, ...rest } = filter
  const place = `${application ?? ''}/${environment ?? ''}`
  const items = [
    { value: '/', label: 'Any environment' },
    ...environments.map((one) => ({
      value: `${one.applicationId}/${one.environmentId}`,
      label: `${one.applicationName} ${one.name}`,
    })),
  ]
  const isKnown = items.some(({ value }) => value === place)
  return (
    <Select
      label="Environment"
      hideLabel
      items={isKnown ? items : [...items, { value: place, label: place }]}
      value={place}
      onChange={(value) => {
        const [chosen = '', within = ''] = value.split('/')
        onChange({ ...rest, ...(chosen && { application: chosen }), ...(within && { environment: within }) })
      }}
      className="w-60"
    />
  )
}
