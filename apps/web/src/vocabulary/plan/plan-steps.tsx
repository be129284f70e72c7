import type { PlanStep } from '@lockstep/shared-types/plan'
import { releaseStepName } from '../release-look.ts'
import { expectedText } from './plan-words.ts'

/** The steps in their order, each with the time it is expected to take. */
export function PlanSteps({ steps }: { steps: readonly PlanStep[] }) {
  return (
    <ol className="px-4 pt-1 pb-4 text-sm">
      {steps.map((step, index) => (
        <li
          key={step.id}
          className="grid grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-x-2 py-1 sm:grid-cols-[1.5rem_minmax(0,18rem)_6rem_1fr]"
        >
          <span className="text-muted">{index + 1}</span>
          <span>{releaseStepName[step.id]}</span>
          <span className="text-right text-muted">{expectedText(step.expectedSeconds)}</span>
          <span className="pl-2 text-xs text-muted max-sm:hidden">
            {step.expectedBasis === 'history' ? 'as it took here before' : 'by default'}
          </span>
        </li>
      ))}
    </ol>
  )
}
