import type { DefinitionBase } from '@lockstep/shared-types/plan'
import { releaseScopes, type ReleaseScope } from '@lockstep/shared-types/release-kind'
import { Checkbox } from '../../ui/checkbox.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { scopeName } from '../../vocabulary/plan/plan-words.ts'

export type RollbackChoice = {
  readonly scope: ReleaseScope
  readonly emergency: boolean
  /** Which task definition it goes by. */
  readonly base: Exclude<DefinitionBase, 'newest'>
}

const scopeItems = releaseScopes.map((value) => ({ value, label: scopeName[value] }))

/** Which halves go back, and whether everything that can wait is skipped. */
export function RollbackOptions({
  choice,
  onChange,
}: {
  choice: RollbackChoice
  onChange: (choice: RollbackChoice) => void
}) {
  return (
    <div className="space-y-4">
      <div>
        <p className="mb-1.5 text-sm font-medium">What goes back</p>
        <Segmented
          label="What goes back"
          items={scopeItems}
          value={choice.scope}
          onChange={(scope) => onChange({ ...choice, scope })}
        />
      </div>
      <Checkbox checked={choice.emergency} onChange={(emergency) => onChange({ ...choice, emergency })}>
        <span className="font-medium">Emergency</span>
        <span className="block text-sm text-muted">
          Skips looking inside the image before, and watching the numbers afterwards; the edge forgets
          everything at once. Health and versions are still verified.
        </span>
      </Checkbox>
    </div>
  )
}
