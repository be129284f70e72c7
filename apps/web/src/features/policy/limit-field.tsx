import type { MetricId } from '@lockstep/shared-types/measurement'
import { TextField } from '../../ui/text-field.tsx'
import { unitName } from '../../vocabulary/charts/metric-title.ts'
import { metricUnitOf } from '../../vocabulary/metric-words.ts'

/** A limit with the unit of its metric in sight, and in the label for those who hear it. */
export function LimitField({
  metric,
  value,
  onChange,
  error = null,
  note,
  label = 'Limit',
  className,
}: {
  metric: MetricId
  value: string
  onChange: (value: string) => void
  error?: string | null
  note?: string | undefined
  label?: string
  className?: string
}) {
  const unit = unitName[metricUnitOf[metric]]
  return (
    <TextField
      label={`${label} (${unit})`}
      inputMode="decimal"
      autoComplete="off"
      suffix={unit}
      value={value}
      onValueChange={onChange}
      error={error}
      {...(note === undefined ? {} : { description: note })}
      {...(className === undefined ? {} : { className })}
    />
  )
}
