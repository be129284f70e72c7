import { formatCountdown, secondsUntil } from '../lib/format-countdown.ts'
import { formatFullTime } from '../lib/format-time.ts'
import { useNowText } from '../lib/use-now-text.ts'

/** Time left until a moment, ticking; as wide as its longest usual text, so that it moves nothing beside it. */
export function Countdown({ until }: { until: string }) {
  const text = useNowText((now) => formatCountdown(secondsUntil(until, now)))
  return (
    <time
      dateTime={until}
      // Each second is not worth a word to those who listen.
      aria-live="off"
      title={`until ${formatFullTime(until)}`}
      className="inline-block min-w-10 whitespace-nowrap"
    >
      {text}
    </time>
  )
}
