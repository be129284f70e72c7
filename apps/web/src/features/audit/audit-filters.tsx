import { auditActions, type AuditAction } from '@lockstep/shared-types/audit'
import { useQuery } from '@tanstack/react-query'
import type { AuditFilter } from '../../api/audit.ts'
import { fleetQuery } from '../../api/fleet.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { auditActionName, writeAuditFilter } from './audit-filter.ts'

const actionItems = [
  { value: 'all' as const, label: 'Any action' },
  ...auditActions.map((value) => ({ value, label: auditActionName[value] })),
]

/** By place and action. */
export function AuditFilters({
  filter,
  onChange,
}: {
  filter: AuditFilter
  onChange: (filter: AuditFilter) => void
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
  const setAction = (value: AuditAction | 'all') => {
    const { action: _, ...rest } = filter
    onChange(value === 'all' ? rest : { ...rest, action: value })
  }
  return (
    <div className="mb-4 flex min-h-9 flex-wrap items-center gap-3 max-sm:*:w-full">
      <Select
        label="Environment"
        hideLabel
        items={known ? placeItems : [...placeItems, { value: place, label: place }]}
        value={place}
        onChange={setPlace}
        className="w-60"
      />
      <Select
        label="Action"
        hideLabel
        items={actionItems}
        value={filter.action ?? 'all'}
        onChange={setAction}
        className="w-56"
      />
      {writeAuditFilter(filter).size > 0 && (
        <Button variant="ghost" onClick={() => onChange({})}>
          Clear filters
        </Button>
      )}
    </div>
  )
}
