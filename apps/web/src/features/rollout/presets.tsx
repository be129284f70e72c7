import type { RolloutStage } from '@lockstep/shared-types/gate'
import { classNames } from '../../lib/class-names.ts'
import { formatShare } from '../../lib/format-number.ts'

/** The stages and the usual steps, one press each; pressing chooses, Apply sets. */
export function Presets({
  percentages,
  stages,
  chosen,
  disabled,
  onChoose,
}: {
  percentages: readonly number[]
  stages: readonly Pick<RolloutStage, 'percent'>[]
  chosen: number | null
  disabled: boolean
  onChoose: (percent: number) => void
}) {
  return (
    <fieldset aria-label="Percentages to choose from" disabled={disabled} className="flex flex-wrap gap-1.5">
      {percentages.map((percent) => {
        const isStage = stages.some((stage) => stage.percent === percent)
        return (
          <button
            key={percent}
            type="button"
            aria-pressed={percent === chosen}
            title={isStage ? 'A stage of this rollout' : undefined}
            onClick={() => onChoose(percent)}
            className={classNames(
              'h-9 min-w-12 rounded-lg border px-2 text-sm disabled:opacity-55',
              isStage ? 'font-semibold' : 'font-medium',
              percent === chosen
                ? 'border-accent bg-accent-soft text-fg'
                : 'border-line bg-surface text-muted enabled:hover:bg-hover enabled:hover:text-fg',
            )}
          >
            {formatShare(percent)}
            {isStage && <span className="sr-only">, a stage</span>}
          </button>
        )
      })}
    </fieldset>
  )
}
