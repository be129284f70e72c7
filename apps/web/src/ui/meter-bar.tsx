import { classNames } from '../lib/class-names.ts'
import { fillTone, type Tone } from './tones.ts'

/** A filled part of a line; the words beside it say the same. */
export function MeterBar({ percent, tone, className }: { percent: number; tone: Tone; className?: string }) {
  return (
    <span aria-hidden className={classNames('block h-1.5 overflow-hidden rounded-full bg-track', className)}>
      <span
        className={classNames(
          'block h-full origin-left rounded-full transition-transform duration-1000 ease-linear',
          fillTone[tone],
        )}
        style={{ transform: `scaleX(${percent / 100})` }}
      />
    </span>
  )
}
