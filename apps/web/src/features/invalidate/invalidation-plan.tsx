import type { Plan } from '@lockstep/shared-types/plan'
import { formatDuration } from '../../lib/format-duration.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { Definition, DefinitionList } from '../../ui/definition-list.tsx'
import { checkLook } from '../../vocabulary/drift-look.ts'

/** Which paths, how long, what was checked before, how it would be undone. */
export function InvalidationPlan({ plan }: { plan: Plan }) {
  return (
    <div className="space-y-4">
      <DefinitionList>
        <Definition term="Paths">
          <ul className="flex flex-wrap gap-1.5">
            {plan.invalidation?.paths.map((path) => (
              <li key={path} className="rounded-md border border-line bg-sunken px-1.5 py-0.5 text-xs">
                {path}
              </li>
            ))}
          </ul>
        </Definition>
        <Definition term="Takes about">{formatDuration(plan.expectedSeconds)}</Definition>
        <Definition term="To undo">{plan.undo}</Definition>
      </DefinitionList>
      {plan.preflight.length > 0 && (
        <ul aria-label="Preflight" className="space-y-1.5 text-sm">
          {plan.preflight.map((check) => (
            <li key={check.id} className="flex items-start gap-2">
              <span className="mt-0.5">
                <StatusIcon look={checkLook[check.status]} size={14} />
              </span>
              {check.sentence}
            </li>
          ))}
        </ul>
      )}
      {plan.unreadable.length > 0 && (
        <p className="text-sm text-muted">Could not be read: {plan.unreadable.join('; ')}</p>
      )}
    </div>
  )
}
