import { formatAge, formatFullTime, formatRelativeTime } from '../lib/format-time.ts'
import { useNowText } from '../lib/use-now-text.ts'

/** `4 min ago`, ticking, with the full moment on hover. */
export function Time({ at }: { at: string }) {
  const text = useNowText((now) => formatRelativeTime(at, now))
  return (
    <time dateTime={at} title={formatFullTime(at)} className="whitespace-nowrap">
      {text}
    </time>
  )
}

/** `2 h 14 min`: how long since, ticking. */
export function Age({ since }: { since: string }) {
  const text = useNowText((now) => formatAge(since, now))
  return (
    <time dateTime={since} title={`since ${formatFullTime(since)}`} className="whitespace-nowrap">
      {text}
    </time>
  )
}
