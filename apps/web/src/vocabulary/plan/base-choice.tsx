import type { DefinitionBase, Plan } from '@lockstep/shared-types/plan'
import { Segmented } from '../../ui/segmented.tsx'
import { offeredBases } from './offered-bases.ts'

/** Where the service may go by another task definition than the one that runs: by which of them the release goes. */
export function BaseChoice({
  base,
  taskDefinition,
  onChange,
}: {
  base: DefinitionBase
  taskDefinition: NonNullable<Plan['taskDefinition']>
  onChange: (base: DefinitionBase) => void
}) {
  const { items, notes } = offeredBases(taskDefinition)
  if (items.length < 2) return null
  return (
    <div>
      <p className="mb-1.5 text-sm font-medium">Task definition to start from</p>
      <Segmented label="Task definition to start from" items={items} value={base} onChange={onChange} />
      {notes.map((note) => (
        <p key={note} className="mt-1.5 text-xs wrap-anywhere text-muted">
          {note}
        </p>
      ))}
    </div>
  )
}
