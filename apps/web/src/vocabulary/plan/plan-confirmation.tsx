import type { Plan } from '@lockstep/shared-types/plan'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import type { PlanForm } from './plan-form.ts'

/** The reason, and the environment's name where the plan asks for it. */
export function PlanConfirmation({
  confirmation: { phrase, reasonRequired },
  form,
  onChange,
}: {
  confirmation: Plan['confirmation']
  form: PlanForm
  onChange: (form: PlanForm) => void
}) {
  return (
    <div className="space-y-4">
      <TextArea
        label={reasonRequired ? 'Reason' : 'Reason (optional)'}
        description="Kept with the release and in the audit log."
        rows={2}
        required={reasonRequired}
        value={form.reason}
        onValueChange={(reason) => onChange({ ...form, reason })}
      />
      {phrase !== null && (
        <TextField
          label={
            <>
              Type <strong className="font-semibold select-all">{phrase}</strong> to confirm
            </>
          }
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          value={form.confirmation}
          onValueChange={(confirmation) => onChange({ ...form, confirmation })}
        />
      )}
    </div>
  )
}
