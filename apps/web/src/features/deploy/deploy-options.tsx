import type { InvalidationMode } from '@lockstep/shared-types/invalidation'
import { releaseScopes } from '@lockstep/shared-types/release-kind'
import { Segmented } from '../../ui/segmented.tsx'
import { modeConsequence, modeName, scopeConsequence, scopeName } from '../../vocabulary/plan/plan-words.ts'
import type { DeployChoice } from './deploy-choice.ts'

const scopeItems = releaseScopes.map((value) => ({ value, label: scopeName[value] }))
const modeOrder = ['frontend-only', 'full', 'emergency'] as const satisfies readonly InvalidationMode[]
const modeItems = modeOrder.map((value) => ({ value, label: modeName[value] }))

/** Which halves, and what the edge forgets; each choice says what it means. */
export function DeployOptions({
  choice,
  onChange,
}: {
  choice: DeployChoice
  onChange: (choice: DeployChoice) => void
}) {
  return (
    <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <div>
        <p className="mb-1.5 text-sm font-medium">What to deploy</p>
        <Segmented
          label="What to deploy"
          items={scopeItems}
          value={choice.scope}
          onChange={(scope) => onChange({ ...choice, scope })}
        />
        <p className="mt-1.5 min-h-9 text-xs text-muted">{scopeConsequence[choice.scope]}</p>
      </div>
      <div className={choice.scope === 'backend' ? 'invisible max-sm:hidden' : ''}>
        <p className="mb-1.5 text-sm font-medium">What the edge forgets</p>
        <Segmented
          label="What the edge forgets"
          items={modeItems}
          value={choice.mode}
          onChange={(mode) => onChange({ ...choice, mode })}
        />
        <p className="mt-1.5 min-h-13 text-xs text-muted">{modeConsequence[choice.mode]}</p>
      </div>
    </div>
  )
}
