import { useConnectionStatus } from '../../api/live.ts'
import { classNames } from '../../lib/class-names.ts'
import { Tooltip } from '../../ui/tooltip.tsx'

const looks = {
  live: { word: 'Live', dot: 'bg-ok', hint: 'Changes show here as they happen.' },
  connecting: { word: 'Connecting', dot: 'bg-idle', hint: 'Connecting to the event stream.' },
  offline: { word: 'Offline', dot: 'bg-bad', hint: 'The event stream is interrupted; it is tried again.' },
} as const

/** Whether what is shown follows what happens. */
export function ConnectionIndicator() {
  const { word, dot, hint } = looks[useConnectionStatus()]
  return (
    <Tooltip content={hint} openOnPress>
      <button
        type="button"
        className="flex h-9 items-center gap-1.5 rounded-lg px-2 text-sm sm:min-w-27 font-medium text-muted hover:bg-hover"
      >
        <span aria-hidden className={classNames('size-2 rounded-full', dot)} />
        <span aria-live="polite" className="max-sm:sr-only">
          {word}
        </span>
      </button>
    </Tooltip>
  )
}
