import type { DecisionId, Severity } from '@lockstep/shared-types/decision'
import { Plus } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { ConditionFields } from './condition-fields.tsx'
import { errorsBelow, type FieldErrors } from './field-errors.ts'
import { replaced, without } from './list-edit.ts'
import { OrderButtons } from './order-buttons.tsx'
import { newCondition, type MatrixRowDraft } from './policy-draft.ts'
import { decisionItems, severityItems } from './select-items.ts'

/** One row: when it applies, what it decides, and who does it until when. */
export function MatrixRowFields({
  row,
  index,
  count,
  errors,
  onChange,
  onMove,
  onRemove,
}: {
  row: MatrixRowDraft
  index: number
  count: number
  errors: FieldErrors
  onChange: (part: Partial<MatrixRowDraft>) => void
  onMove: (to: number) => void
  onRemove: () => void
}) {
  const { when } = row
  return (
    <fieldset aria-label={`Row ${index + 1}`} className="space-y-3 rounded-lg border border-line p-3">
      <div className="flex items-center justify-between">
        <span className="text-base font-semibold">
          Row {index + 1} <span className="font-normal text-muted">of {count}</span>
        </span>
        <OrderButtons
          what={`row ${index + 1}`}
          index={index}
          count={count}
          onMove={onMove}
          onRemove={onRemove}
        />
      </div>
      <div className="grid grid-cols-2 items-start gap-2.5 lg:grid-cols-[1fr_1fr_1fr_1.4fr]">
        <Select<Severity>
          label="Severity"
          items={severityItems}
          value={row.severity}
          error={errors.get('severity') ?? null}
          onChange={(severity) => onChange({ severity })}
        />
        <Select<DecisionId>
          label="Decision"
          items={decisionItems}
          value={row.decision}
          error={errors.get('decision') ?? null}
          onChange={(decision) => onChange({ decision })}
        />
        <TextField
          label="Within"
          autoComplete="off"
          description="Empty: nothing is due"
          value={row.within}
          error={errors.get('withinSeconds') ?? null}
          onValueChange={(within) => onChange({ within })}
        />
        <div className="pt-7">
          <Checkbox checked={row.automatic} onChange={(automatic) => onChange({ automatic })}>
            Lockstep does it by itself
          </Checkbox>
        </div>
      </div>
      <div className="space-y-2">
        <p className="text-sm font-medium">When one of these holds</p>
        <ul aria-label={`Conditions of row ${index + 1}`} className="space-y-2">
          {when.map((condition, at) => (
            <li key={condition.key}>
              <ConditionFields
                condition={condition}
                errors={errorsBelow(errors, `when.${at}`)}
                onChange={(part) => onChange({ when: replaced(when, condition.key, part) })}
                onRemove={() => onChange({ when: without(when, condition.key) })}
              />
            </li>
          ))}
        </ul>
        {errors.has('when') && (
          <p aria-live="polite" className="text-xs font-medium text-bad">
            {errors.get('when')}
          </p>
        )}
        <Button
          size="small"
          variant="ghost"
          icon={<Plus size={14} aria-hidden />}
          onClick={() => onChange({ when: [...when, newCondition()] })}
        >
          Add a condition
        </Button>
      </div>
    </fieldset>
  )
}
