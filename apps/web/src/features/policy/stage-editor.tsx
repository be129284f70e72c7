import { Plus } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { errorsBelow, type FieldErrors } from './field-errors.ts'
import { moved, replaced, without } from './list-edit.ts'
import { newKey, type StageDraft } from './policy-draft.ts'
import { StageFields } from './stage-fields.tsx'

/** The stages, the first to the last: add, remove, move, and the gate of each. */
export function StageEditor({
  stages,
  errors,
  onChange,
}: {
  stages: readonly StageDraft[]
  /** By path such as `0.percent`. */
  errors: FieldErrors
  onChange: (stages: readonly StageDraft[]) => void
}) {
  const add = () => {
    const last = stages.at(-1)
    const fresh: StageDraft = {
      key: newKey(),
      percent: '',
      bake: last?.bake ?? '1 h',
      stable: last?.stable ?? '0',
      comparison: last?.comparison ?? 'not-worse',
      promotion: 'automatic',
      criteria: (last?.criteria ?? []).map((one) => ({ ...one, key: newKey() })),
      manual: [],
    }
    // Before the last one, which is 100 % and stays the last.
    onChange(stages.toSpliced(Math.max(0, stages.length - 1), 0, fresh))
  }
  return (
    <div className="space-y-3 p-4">
      <ol aria-label="Stages" className="space-y-3">
        {stages.map((stage, index) => (
          <li key={stage.key}>
            <StageFields
              stage={stage}
              index={index}
              count={stages.length}
              errors={errorsBelow(errors, `${index}`)}
              onChange={(part) => onChange(replaced(stages, stage.key, part))}
              onMove={(to) => onChange(moved(stages, stage.key, to))}
              onRemove={() => onChange(without(stages, stage.key))}
            />
          </li>
        ))}
      </ol>
      <Button size="small" icon={<Plus size={15} aria-hidden />} onClick={add}>
        Add a stage
      </Button>
    </div>
  )
}
