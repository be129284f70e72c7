import { classNames } from '../../lib/class-names.ts'
import { formatCountdown } from '../../lib/format-countdown.ts'
import { formatShare } from '../../lib/format-number.ts'
import { useNowText } from '../../lib/use-now-text.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { Countdown } from '../../ui/countdown.tsx'
import { MeterBar } from '../../ui/meter-bar.tsx'
import { textTone } from '../../ui/tones.ts'
import { bakeText } from './gate-words.ts'
import { bakePercent, stageViews, type StageView, type TrackedRollout } from './stage-view.ts'

/** The stages from the first to the last, side by side; one below the other on a phone. */
export function StageTrack({ rollout }: { rollout: TrackedRollout }) {
  const stages = stageViews(rollout)
  return (
    <ol
      aria-label="Stages"
      className="grid gap-x-2 gap-y-3 sm:auto-cols-[minmax(8rem,1fr)] sm:grid-flow-col sm:overflow-x-auto"
    >
      {stages.map((stage, index) => (
        <li
          key={`${index}-${stage.percent}`}
          aria-current={stage.position === 'current' ? 'step' : undefined}
          className={classNames(
            'min-w-0 rounded-lg border px-3 pt-2.5 pb-2',
            stage.position === 'current'
              ? 'border-control bg-surface shadow-low'
              : 'border-line bg-sunken/60',
          )}
        >
          <Stage stage={stage} rollout={rollout} />
        </li>
      ))}
    </ol>
  )
}

function Stage({ stage, rollout }: { stage: StageView; rollout: TrackedRollout }) {
  const isCurrent = stage.position === 'current'
  return (
    <>
      <p className="flex items-center gap-2">
        <StatusIcon look={{ ...stage.look, word: '' }} size={15} />
        <strong className={classNames('text-lg font-semibold', !isCurrent && 'text-muted')}>
          {formatShare(stage.percent)}
        </strong>
        <span className={classNames('ml-auto truncate text-xs font-medium', textTone[stage.look.tone])}>
          {stage.look.word}
        </span>
      </p>
      {isCurrent ? (
        <CurrentBar rollout={rollout} tone={stage.look.tone} />
      ) : (
        <MeterBar percent={stage.position === 'passed' ? 100 : 0} tone="ok" className="mt-2" />
      )}
      <p className="mt-1.5 flex min-h-4.5 items-center gap-1.5 text-xs text-muted">
        {isCurrent && stage.gate !== null ? (
          <CurrentNote rollout={rollout} gate={stage.gate} />
        ) : (
          bakeText(stage.bakeSeconds)
        )}
      </p>
    </>
  )
}

function CurrentBar({ rollout, tone }: { rollout: TrackedRollout; tone: StageView['look']['tone'] }) {
  const percent = Number(useNowText((now) => bakePercent(rollout, now).toFixed(1)))
  return <MeterBar percent={percent} tone={tone} className="mt-2" />
}

/** What is left of the bake time, and how the gate stands. */
function CurrentNote({ rollout, gate }: { rollout: TrackedRollout; gate: NonNullable<StageView['gate']> }) {
  const { bakeUntil, bakeRemainingSeconds } = rollout
  return (
    <>
      <span className="font-medium whitespace-nowrap text-fg">
        {bakeUntil !== null ? (
          <>
            <Countdown until={bakeUntil} /> left
          </>
        ) : bakeRemainingSeconds !== null && bakeRemainingSeconds > 0 ? (
          `${formatCountdown(bakeRemainingSeconds)} left`
        ) : (
          'baked'
        )}
      </span>
      <span className="ml-auto flex items-center gap-1 truncate">
        <StatusIcon look={{ ...gate, word: '' }} size={12} />
        <span className="truncate">gate {gate.word.toLowerCase()}</span>
      </span>
    </>
  )
}
