import { Progress as Base } from '@base-ui/react/progress'
import { classNames } from '../lib/class-names.ts'
import { fillTone, type Tone } from './tones.ts'

/** How far it is; null when that cannot be told. `note` is read out and, unless hidden, shown. */
export function Progress({
  label,
  value,
  note,
  tone = 'info',
  bare = false,
}: {
  label: string
  /** 0 to 100. */
  value: number | null
  note: string
  tone?: Tone
  bare?: boolean
}) {
  return (
    <Base.Root
      value={value}
      getAriaValueText={() => note}
      className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1.5"
    >
      <Base.Label className={bare ? 'sr-only' : 'truncate text-sm font-medium'}>{label}</Base.Label>
      {!bare && <span className="text-sm text-muted">{note}</span>}
      <Base.Track className="col-span-2 h-1.5 overflow-hidden rounded-full bg-track">
        <Base.Indicator
          className={classNames(
            'block h-full rounded-full transition-[width] duration-300 data-indeterminate:w-1/3 data-indeterminate:animate-pulse',
            fillTone[tone],
          )}
        />
      </Base.Track>
    </Base.Root>
  )
}
