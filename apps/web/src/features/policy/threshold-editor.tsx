import type { MetricId, Threshold } from '@lockstep/shared-types/measurement'
import { Plus, Trash2 } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { metricTitle } from '../../vocabulary/charts/metric-title.ts'
import { limitText, metricUnitOf } from '../../vocabulary/metric-words.ts'
import type { FieldErrors } from './field-errors.ts'
import { LimitField } from './limit-field.tsx'
import { newKey } from './policy-draft.ts'
import { levelItems, metricItems, sideItems } from './select-items.ts'
import { limitBefore, usualSide, type ThresholdRow } from './threshold-draft.ts'

/** One row for each limit: whose, which level, on which side, and where. */
export function ThresholdEditor({
  rows,
  base,
  errors,
  onChange,
}: {
  rows: readonly ThresholdRow[]
  base: readonly Threshold[]
  /** By path such as `0.limit`. */
  errors: FieldErrors
  onChange: (rows: readonly ThresholdRow[]) => void
}) {
  const put = (key: string, part: Partial<ThresholdRow>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...part } : row)))
  const add = () =>
    onChange([
      ...rows,
      { key: newKey(), metric: 'error-rate', level: 'warning', comparison: 'above', limit: '' },
    ])
  return (
    <div className="space-y-3 p-4">
      <ul aria-label="Thresholds" className="space-y-3">
        {rows.map((row, index) => (
          <li key={row.key}>
            <fieldset
              aria-label={`Limit ${index + 1}: ${metricTitle[row.metric]}, ${row.level}`}
              className="grid grid-cols-2 items-start gap-2.5 rounded-lg border border-line p-3 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1.5fr)_auto]"
            >
              <Select<MetricId>
                label="Metric"
                items={metricItems}
                value={row.metric}
                error={errors.get(`${index}.metric`) ?? null}
                onChange={(metric) => put(row.key, { metric, comparison: usualSide(metric) })}
                className="max-sm:col-span-2"
              />
              <Select
                label="Level"
                items={levelItems}
                value={row.level}
                error={errors.get(`${index}.level`) ?? null}
                onChange={(level) => put(row.key, { level })}
              />
              <Select
                label="When it is"
                items={sideItems}
                value={row.comparison}
                onChange={(comparison) => put(row.key, { comparison })}
              />
              <LimitField
                metric={row.metric}
                value={row.limit}
                error={errors.get(`${index}.limit`) ?? null}
                note={beforeNote(base, row)}
                onChange={(limit) => put(row.key, { limit })}
              />
              <Button
                variant="ghost"
                aria-label={`Remove the ${row.level} limit of ${metricTitle[row.metric]}`}
                icon={<Trash2 size={16} aria-hidden />}
                onClick={() => onChange(rows.filter(({ key }) => key !== row.key))}
                className="mt-6.5 justify-self-end"
              />
            </fieldset>
          </li>
        ))}
      </ul>
      <Button size="small" icon={<Plus size={15} aria-hidden />} onClick={add}>
        Add a limit
      </Button>
    </div>
  )
}

/** `was 1 s`; `new`; nothing while it is as it was. */
const beforeNote = (base: readonly Threshold[], row: ThresholdRow): string | undefined => {
  const before = limitBefore(base, row)
  if (before === null) return 'new'
  return String(before) === row.limit.trim()
    ? undefined
    : `was ${limitText(before, metricUnitOf[row.metric])}`
}
