import { formatDuration } from '../../lib/format-duration.ts'
import { useNowText } from '../../lib/use-now-text.ts'
import { BigTime } from './big-time.tsx'

/** Counts the seconds since the button was pressed. */
export function SincePress({ pressedAt }: { pressedAt: number }) {
  const counting = useNowText((now) => formatDuration(Math.floor((now - pressedAt) / 1000)))
  return <BigTime label="Since the press">{counting}</BigTime>
}
