import type { Plan } from '@lockstep/shared-types/plan'
import { formatShare } from '../../lib/format-number.ts'
import { bakeText, gateConditions } from '../rollout/gate-words.ts'

/** Each stage with its bake time and the gate that ends it, in words. */
export function PlanStages({ rollout: { limits, stages } }: { rollout: NonNullable<Plan['rollout']> }) {
  return (
    <div className="px-4 pt-1 pb-4 text-sm">
      <p className="mb-2 text-muted">{limits.sentence}</p>
      <ol className="divide-y divide-line rounded-lg border border-line">
        {stages.map((stage, index) => {
          const conditions = gateConditions(stage.gate)
          return (
            <li
              key={`${index}-${stage.percent}`}
              className="grid grid-cols-[4rem_minmax(0,1fr)] gap-x-3 px-3 py-2"
            >
              <strong className="text-base font-semibold">{formatShare(stage.percent)}</strong>
              <span className="pt-0.5">
                <span className="font-medium">{sentence(bakeText(stage.bakeSeconds))}</span>{' '}
                <span className="text-muted">
                  {conditions.length === 0 ? 'No other condition.' : `Left when: ${conditions.join('; ')}.`}
                </span>
              </span>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
