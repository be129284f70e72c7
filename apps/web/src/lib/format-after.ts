import { formatDuration } from './format-duration.ts'

/** How long after, as exactly as it matters: `after 40 ms`, `after 3.4 s`, `after 1 min 3 s`. */
export const formatAfter = (fromIso: string, toIso: string): string => {
  const milliseconds = Math.max(0, Date.parse(toIso) - Date.parse(fromIso))
  if (milliseconds < 1000) return `after ${milliseconds} ms`
  const seconds = milliseconds / 1000
  return `after ${seconds < 10 ? `${seconds.toFixed(1)} s` : formatDuration(seconds)}`
}
