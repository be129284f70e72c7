import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { Plus, RotateCcw } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { errorsBelow, type FieldErrors } from './field-errors.ts'
import { moved, replaced, without } from './list-edit.ts'
import { MatrixRowFields } from './matrix-row-fields.tsx'
import { newCondition, newKey, toMatrixDraft, type MatrixRowDraft } from './policy-draft.ts'

/** The rows of the decision matrix, the hardest first. */
export function MatrixEditor({
  matrix,
  errors,
  onChange,
}: {
  matrix: readonly MatrixRowDraft[]
  /** By path such as `0.when.0.limit`. */
  errors: FieldErrors
  onChange: (matrix: readonly MatrixRowDraft[]) => void
}) {
  const fresh = (): MatrixRowDraft => ({
    key: newKey(),
    severity: 'low',
    when: [newCondition()],
    decision: 'monitor',
    within: '',
    automatic: true,
  })
  return (
    <div className="space-y-3 p-4">
      <ol aria-label="Decisions, the hardest first" className="space-y-3">
        {matrix.map((row, index) => (
          <li key={row.key}>
            <MatrixRowFields
              row={row}
              index={index}
              count={matrix.length}
              errors={errorsBelow(errors, `${index}`)}
              onChange={(part) => onChange(replaced(matrix, row.key, part))}
              onMove={(to) => onChange(moved(matrix, row.key, to))}
              onRemove={() => onChange(without(matrix, row.key))}
            />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          icon={<Plus size={15} aria-hidden />}
          onClick={() => onChange([...matrix, fresh()])}
        >
          Add a row
        </Button>
        <Button
          size="small"
          icon={<RotateCcw size={14} aria-hidden />}
          onClick={() => onChange(toMatrixDraft(standardMatrix))}
        >
          Back to the standard matrix
        </Button>
      </div>
    </div>
  )
}
