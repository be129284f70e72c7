import { Plus, Trash2 } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import type { FieldErrors } from './field-errors.ts'
import { replaced, without } from './list-edit.ts'
import { manualId, newKey, type ManualDraft } from './policy-draft.ts'

/** What only a person can see, ticked by hand before the stage is left. */
export function ManualFields({
  stageName,
  manual,
  errors,
  onChange,
}: {
  stageName: string
  manual: readonly ManualDraft[]
  errors: FieldErrors
  onChange: (manual: readonly ManualDraft[]) => void
}) {
  const rename = (one: ManualDraft, label: string) => {
    const taken = manual.filter(({ key }) => key !== one.key).map(({ id }) => id)
    // A check that is in force keeps its id: who has ticked it is kept under it.
    const id = one.key.startsWith(freshPrefix) ? manualId(label, taken) : one.id
    onChange(replaced(manual, one.key, { label, id }))
  }
  return (
    <div className="space-y-2">
      <p className="text-sm font-medium">Ticked by hand</p>
      <ul aria-label={`Manual checks of ${stageName.toLowerCase()}`} className="space-y-2">
        {manual.map((one, at) => (
          <li key={one.key} className="flex items-start gap-2">
            <TextField
              label={`Check ${at + 1}`}
              placeholder="No complaint from users"
              value={one.label}
              error={errors.get(`gate.manual.${at}.label`) ?? errors.get(`gate.manual.${at}.id`) ?? null}
              onValueChange={(label) => rename(one, label)}
              className="min-w-0 flex-1"
            />
            <Button
              variant="ghost"
              aria-label={`Remove the check ${one.label}`}
              icon={<Trash2 size={16} aria-hidden />}
              onClick={() => onChange(without(manual, one.key))}
              className="mt-6.5"
            />
          </li>
        ))}
      </ul>
      <Button
        size="small"
        variant="ghost"
        icon={<Plus size={14} aria-hidden />}
        onClick={() =>
          onChange([
            ...manual,
            {
              key: `${freshPrefix}${newKey()}`,
              id: manualId(
                '',
                manual.map(({ id }) => id),
              ),
              label: '',
            },
          ])
        }
      >
        Add a check
      </Button>
    </div>
  )
}

const freshPrefix = 'fresh-'
