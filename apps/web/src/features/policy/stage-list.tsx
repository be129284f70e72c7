import type { RolloutStage } from '@lockstep/shared-types/gate'
import { formatShare } from '../../lib/format-number.ts'
import { bakeText, gateConditions } from '../../vocabulary/rollout/gate-words.ts'

/** The stages in force, each with what it takes to leave it. */
export function StageList({ stages }: { stages: readonly RolloutStage[] }) {
  return (
    <ol aria-label="Stages" className="divide-y divide-line">
      {stages.map(({ percent, bakeSeconds, gate }, index) => {
        const conditions = gateConditions(gate)
        return (
          <li key={percent} className="flex gap-4 px-4 py-3 text-sm">
            <span className="w-16 shrink-0">
              <span className="block text-xs text-muted">Stage {index + 1}</span>
              <span className="text-lg font-semibold">{formatShare(percent)}</span>
            </span>
            <div className="min-w-0">
              <p>{bakeText(bakeSeconds)}</p>
              {conditions.length === 0 ? (
                <p className="text-muted">Left as soon as it has baked.</p>
              ) : (
                <ul aria-label="Left when" className="list-disc pl-4 marker:text-muted">
                  {conditions.map((condition) => (
                    <li key={condition} className="wrap-anywhere">
                      {condition}
                    </li>
                  ))}
                </ul>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
