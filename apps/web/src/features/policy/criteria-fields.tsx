import type { MetricId } from '@lockstep/shared-types/measurement'
import { Plus, Trash2 } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { metricTitle } from '../../vocabulary/charts/metric-title.ts'
import type { FieldErrors } from './field-errors.ts'
import { LimitField } from './limit-field.tsx'
import { replaced, without } from './list-edit.ts'
import { newKey, type CriterionDraft } from './policy-draft.ts'
import { metricItems, sideItems } from './select-items.ts'

/** What the metrics of the candidate must be for the stage to be left. */
export function CriteriaFields({
  stageName,
  criteria,
  errors,
  onChange,
}: {
  stageName: string
  criteria: readonly CriterionDraft[]
  errors: FieldErrors
  onChange: (criteria: readonly CriterionDraft[]) => void
}) {
  return (
    <div className="space-y-2">
      <p className="text-sm font-medium">Left only when</p>
      <ul aria-label={`Criteria of ${stageName.toLowerCase()}`} className="space-y-2">
        {criteria.map((one, at) => (
          <li
            key={one.key}
            className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-start gap-2 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_minmax(0,2fr)_auto]"
          >
            <Select<MetricId>
              label="Metric"
              items={metricItems}
              value={one.metric}
              error={errors.get(`gate.criteria.${at}.metric`) ?? null}
              onChange={(metric) => onChange(replaced(criteria, one.key, { metric }))}
              className="max-sm:col-span-2"
            />
            <Select
              label="Must be"
              items={sideItems}
              value={one.must}
              onChange={(must) => onChange(replaced(criteria, one.key, { must }))}
            />
            <LimitField
              metric={one.metric}
              value={one.limit}
              error={errors.get(`gate.criteria.${at}.limit`) ?? null}
              onChange={(limit) => onChange(replaced(criteria, one.key, { limit }))}
            />
            <Button
              variant="ghost"
              aria-label={`Remove the criterion on ${metricTitle[one.metric]}`}
              icon={<Trash2 size={16} aria-hidden />}
              onClick={() => onChange(without(criteria, one.key))}
              className="mt-6.5 max-sm:col-start-3 max-sm:row-start-1"
            />
          </li>
        ))}
      </ul>
      <Button
        size="small"
        variant="ghost"
        icon={<Plus size={14} aria-hidden />}
        onClick={() =>
          onChange([...criteria, { key: newKey(), metric: 'error-rate', must: 'below', limit: '' }])
        }
      >
        Add a criterion
      </Button>
    </div>
  )
}
