import type { MetricId } from '@lockstep/shared-types/measurement'
import { Trash2 } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import type { FieldErrors } from './field-errors.ts'
import { LimitField } from './limit-field.tsx'
import type { ConditionDraft } from './policy-draft.ts'
import { conditionItems, metricItems, sideItems } from './select-items.ts'

/** One condition of a row. Limits are strict: 1 is not above 1. */
export function ConditionFields({
  condition,
  errors,
  onChange,
  onRemove,
}: {
  condition: ConditionDraft
  errors: FieldErrors
  onChange: (part: Partial<ConditionDraft>) => void
  onRemove: () => void
}) {
  const { kind, metric, comparison, limit } = condition
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto] items-start gap-2 lg:grid-cols-[minmax(0,2fr)_minmax(0,2fr)_minmax(0,1fr)_minmax(0,1.3fr)_auto]">
      <Select
        label="What"
        items={conditionItems}
        value={kind}
        onChange={(next) => onChange({ kind: next })}
        className="max-lg:col-span-2"
      />
      {kind === 'metric' && (
        <>
          <Select<MetricId>
            label="Metric"
            items={metricItems}
            value={metric}
            error={errors.get('metric') ?? null}
            onChange={(next) => onChange({ metric: next })}
            className="max-lg:col-span-2"
          />
          <Select
            label="Is"
            items={sideItems}
            value={comparison}
            onChange={(next) => onChange({ comparison: next })}
            className="max-lg:col-start-1"
          />
          <LimitField
            metric={metric}
            value={limit}
            error={errors.get('limit') ?? null}
            onChange={(next) => onChange({ limit: next })}
          />
        </>
      )}
      <Button
        variant="ghost"
        aria-label="Remove this condition"
        icon={<Trash2 size={16} aria-hidden />}
        onClick={onRemove}
        className="mt-6.5 max-lg:col-start-3 max-lg:row-start-1 lg:col-start-5"
      />
    </div>
  )
}
