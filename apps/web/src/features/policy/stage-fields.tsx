import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CriteriaFields } from './criteria-fields.tsx'
import type { FieldErrors } from './field-errors.ts'
import { ManualFields } from './manual-fields.tsx'
import { OrderButtons } from './order-buttons.tsx'
import type { StageDraft } from './policy-draft.ts'
import { comparisonItems, promotionItems } from './select-items.ts'

/** One stage: its percentage, its times, and what it takes to leave it. */
export function StageFields({
  stage,
  index,
  count,
  errors,
  onChange,
  onMove,
  onRemove,
}: {
  stage: StageDraft
  index: number
  count: number
  /** By path such as `gate.criteria.0.limit`. */
  errors: FieldErrors
  onChange: (part: Partial<StageDraft>) => void
  onMove: (to: number) => void
  onRemove: () => void
}) {
  const name = `Stage ${index + 1}`
  return (
    <fieldset aria-label={name} className="space-y-3 rounded-lg border border-line p-3">
      <div className="flex items-center justify-between">
        <span className="text-base font-semibold">
          {name} <span className="font-normal text-muted">of {count}</span>
        </span>
        <OrderButtons
          what={`stage ${index + 1}`}
          index={index}
          count={count}
          onMove={onMove}
          onRemove={onRemove}
          keepOne
        />
      </div>
      <div className="grid grid-cols-2 items-start gap-2.5 lg:grid-cols-5">
        <TextField
          label="Percentage (%)"
          inputMode="decimal"
          autoComplete="off"
          suffix="%"
          value={stage.percent}
          error={errors.get('percent') ?? null}
          onValueChange={(percent) => onChange({ percent })}
        />
        <TextField
          label="Bakes for"
          autoComplete="off"
          description="Such as 30 min, 24 h, 7 d"
          value={stage.bake}
          error={errors.get('bakeSeconds') ?? null}
          onValueChange={(bake) => onChange({ bake })}
        />
        <TextField
          label="Stable for"
          autoComplete="off"
          description="0: no such demand"
          value={stage.stable}
          error={errors.get('gate.stableSeconds') ?? null}
          onValueChange={(stable) => onChange({ stable })}
          className="max-lg:col-span-2"
        />
        <Select
          label="Comparison"
          items={comparisonItems}
          value={stage.comparison}
          onChange={(comparison) => onChange({ comparison })}
          className="max-lg:col-span-2"
        />
        <Select
          label="Goes on"
          items={promotionItems}
          value={stage.promotion}
          onChange={(promotion) => onChange({ promotion })}
          className="max-lg:col-span-2"
        />
      </div>
      <div className="grid gap-3 lg:grid-cols-2">
        <CriteriaFields
          stageName={name}
          criteria={stage.criteria}
          errors={errors}
          onChange={(criteria) => onChange({ criteria })}
        />
        <ManualFields
          stageName={name}
          manual={stage.manual}
          errors={errors}
          onChange={(manual) => onChange({ manual })}
        />
      </div>
    </fieldset>
  )
}
