import type { Plan } from '@lockstep/shared-types/plan'
import { Definition, DefinitionList } from '../../ui/definition-list.tsx'
import type { PlanForm } from '../../vocabulary/plan/plan-form.ts'
import { etaBasis, expectedText } from '../../vocabulary/plan/plan-words.ts'
import { PreflightList } from '../../vocabulary/plan/preflight-list.tsx'

/** Which paths, how long, what was checked before, how it would be undone. */
export function InvalidationPlan({
  plan,
  form,
  onChange,
}: {
  plan: Plan
  form: PlanForm
  onChange: (form: PlanForm) => void
}) {
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
        <Definition term="Takes">
          {expectedText(plan.expectedSeconds)}, {etaBasis(plan)}
        </Definition>
        <Definition term="To undo">{plan.undo}</Definition>
      </DefinitionList>
      {plan.preflight.length > 0 && <PreflightList checks={plan.preflight} form={form} onChange={onChange} />}
      {plan.unreadable.length > 0 && (
        <p className="text-sm text-muted">Could not be read: {plan.unreadable.join('; ')}</p>
      )}
    </div>
  )
}
