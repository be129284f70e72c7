import { TextField } from '../../ui/text-field.tsx'
import type { FieldErrors } from './field-errors.ts'
import type { PolicyDraft } from './policy-draft.ts'

/** Over how long values are taken, and after how long without any a rollout goes back. */
export function MissingFields({
  draft,
  errors,
  onChange,
}: {
  draft: PolicyDraft
  errors: FieldErrors
  onChange: (part: Partial<PolicyDraft>) => void
}) {
  return (
    <div className="grid items-start gap-3 p-4 sm:grid-cols-2">
      <TextField
        label="Values are taken over the last"
        autoComplete="off"
        description="From 1 min to 1 d"
        value={draft.window}
        error={errors.get('windowSeconds') ?? null}
        onValueChange={(window) => onChange({ window })}
      />
      <TextField
        label="Without measurements it goes one stage back after"
        autoComplete="off"
        description="Empty: it is only held"
        value={draft.goesBackAfter}
        error={errors.get('inconclusiveGoesBackAfterSeconds') ?? null}
        onValueChange={(goesBackAfter) => onChange({ goesBackAfter })}
      />
    </div>
  )
}
