import type { Rollout } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'
import { sliderRange } from './percent-input.ts'

/**
 * The browser's own range: arrows, page keys, Home and End work everywhere. Moving it changes nothing but the choice.
 * Its step is free, so that it can stand where a finer percentage was typed; what it gives is whole.
 */
export function PercentSlider({
  rollout,
  percent,
  disabled,
  onChange,
}: {
  rollout: Rollout
  percent: number
  disabled: boolean
  onChange: (percent: number) => void
}) {
  const { stages, wantedPercent, limits } = rollout
  const { max, percentOf, positionOf } = sliderRange(limits)
  const share = (value: number) => (max === 0 ? 0 : positionOf(value) / max)
  return (
    <div className="relative h-11 has-focus-visible:[&_.track]:outline-2">
      <div aria-hidden className="absolute inset-x-3 top-1/2 -translate-y-1/2">
        <div className="track relative h-2 overflow-hidden rounded-full bg-track outline-offset-8 outline-accent">
          <div className="h-full origin-left bg-accent" style={{ transform: `scaleX(${share(percent)})` }} />
        </div>
        {stages.map((stage, index) => (
          <span
            key={`${index}-${stage.percent}`}
            className="absolute top-3.5 h-1.5 w-0.5 -translate-x-1/2 rounded-full bg-control"
            style={{ left: `${share(Math.min(stage.percent, limits.maxPercent)) * 100}%` }}
          />
        ))}
        <span
          className="absolute -top-3 h-2.5 w-0.5 -translate-x-1/2 rounded-full bg-fg"
          style={{ left: `${share(wantedPercent) * 100}%` }}
        />
      </div>
      <input
        type="range"
        aria-label="Percentage to set"
        aria-valuetext={`${formatShare(percent)}, ${formatShare(wantedPercent)} is wanted now`}
        min={0}
        max={max}
        step={limits.percentages === null ? 'any' : 1}
        value={positionOf(percent)}
        disabled={disabled}
        onChange={(event) => onChange(percentOf(event.target.valueAsNumber))}
        className="range absolute inset-0 h-full w-full cursor-pointer touch-pan-y appearance-none bg-transparent outline-none disabled:cursor-not-allowed"
      />
    </div>
  )
}
