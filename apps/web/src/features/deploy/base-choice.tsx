import type { DefinitionBase, Plan } from '@lockstep/shared-types/plan'
import { Segmented } from '../../ui/segmented.tsx'
import { shortTaskDefinition } from '../../vocabulary/plan/plan-words.ts'

/** Where somebody has registered a newer task definition that nothing runs: by which of the two the release goes. */
export function BaseChoice({
  base,
  taskDefinition: { from, newer },
  onChange,
}: {
  base: DefinitionBase
  taskDefinition: NonNullable<Plan['taskDefinition']>
  onChange: (base: DefinitionBase) => void
}) {
  if (newer === null) return null
  const items = [
    { value: 'running', label: `${shortTaskDefinition(from)}, which runs` },
    { value: 'newest', label: `${shortTaskDefinition(newer.arn)}, the newest` },
  ] as const satisfies readonly { value: DefinitionBase; label: string }[]
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium">Task definition to start from</p>
      <Segmented label="Task definition to start from" items={items} value={base} onChange={onChange} />
      <p className="mt-1.5 text-xs text-muted">
        The newest one also changes:{' '}
        <span className="wrap-anywhere">{newer.changes.map(({ path }) => path).join(', ')}</span>.
      </p>
    </div>
  )
}
