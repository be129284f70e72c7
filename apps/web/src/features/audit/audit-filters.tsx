import { auditActions, type AuditAction } from '@lockstep/shared-types/audit'
import { useQuery } from '@tanstack/react-query'
import type { AuditFilter } from '../../api/audit.ts'
import { fleetQuery } from '../../api/fleet.ts'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { PlaceSelect } from '../../vocabulary/place-select.tsx'
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
  const environments = useQuery(fleetQuery()).data?.environments ?? []
  const setAction = (value: AuditAction | 'all') => {
    const { action: _, ...rest } = filter
    onChange(value === 'all' ? rest : { ...rest, action: value })
  }
  return (
    <div className="mb-4 flex min-h-9 flex-wrap items-center gap-3 max-sm:*:w-full">
      <PlaceSelect environments={environments} filter={filter} onChange={onChange} />
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
