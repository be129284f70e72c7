import type { ReleaseStep } from '@lockstep/shared-types/release'
import type { ReactNode } from 'react'
import { classNames } from '../../lib/class-names.ts'
import { useNowText } from '../../lib/use-now-text.ts'
import { StatusMark } from '../../ui/badge.tsx'
import { textTone } from '../../ui/tones.ts'
import { releaseStepName } from '../../vocabulary/release-look.ts'
import { stepLook, stepPercent, stepTime } from './release-words.ts'

/** `children`: what is special of this step, below its line. */
export function TimelineStep({ step, children }: { step: ReleaseStep; children?: ReactNode }) {
  const look = stepLook[step.state]
  const actual = useNowText((now) => stepTime(step, now).actual)
  const { expected } = stepTime(step, 0)
  const isQuiet = step.state === 'pending' || step.state === 'skipped'
  return (
    <li
      aria-current={step.state === 'running' ? 'step' : undefined}
      className={classNames('relative px-4 py-2', step.state === 'running' && 'bg-info-soft/50')}
    >
      <div className="flex min-h-10 items-center gap-3">
        <StatusMark look={{ ...look, word: '' }} />
        <div className="min-w-0 flex-1 text-sm">
          <p className="flex items-baseline gap-x-2">
            <span className={classNames('truncate font-medium', isQuiet && 'text-muted')}>
              {releaseStepName[step.id]}
            </span>
            <span
              className="ml-auto shrink-0 pl-2 text-xs text-muted"
              title={
                step.expectedBasis === 'history' ? 'Expected by earlier releases here' : 'Expected by default'
              }
            >
              {actual !== '' && <span className="font-medium text-fg">{actual} </span>}
              <span className={actual === '' ? '' : 'max-sm:hidden'}>{expected}</span>
            </span>
          </p>
          <p className="truncate text-muted" title={step.detail ?? undefined}>
            <span className={classNames('font-medium', textTone[look.tone])}>
              {look.word}
              {step.attempt > 1 && `, attempt ${step.attempt}`}
            </span>{' '}
            {step.failure === null ? step.detail : null}
          </p>
        </div>
      </div>
      {children}
      {step.state === 'running' && <RunningBar step={step} />}
      {step.failure !== null && (
        <div className="mt-1 mb-1 ml-9 rounded-lg border border-bad-line bg-bad-soft px-3 py-2 text-sm">
          <p className="font-semibold wrap-anywhere">{step.failure.title}</p>
          {step.failure.detail !== null && <p className="wrap-anywhere">{step.failure.detail}</p>}
          {step.failure.remedy !== null && (
            <p className="mt-1 font-medium wrap-anywhere">{step.failure.remedy}</p>
          )}
        </div>
      )}
    </li>
  )
}

/** Lies on the row's lower edge, so that it takes no room of its own. */
function RunningBar({ step }: { step: ReleaseStep }) {
  const percent = useNowText((now) => stepPercent(step, now).toFixed(1))
  return (
    <span aria-hidden className="absolute inset-x-0 -bottom-px h-0.5 bg-track">
      <span
        className="block h-full bg-info transition-[width] duration-1000 ease-linear"
        style={{ width: `${percent}%` }}
      />
    </span>
  )
}
