import { formatShare } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'
import type { Change } from './rollout-sentences.ts'

/** Somebody was quicker: their value is in view before mine is sent. */
export function ChangedNotice({
  change,
  wanted,
  before,
  chosen,
  onKeep,
  onDrop,
}: {
  change: Change
  wanted: number
  before: number
  chosen: number | null
  onKeep: () => void
  onDrop: () => void
}) {
  return (
    <Notice
      tone="warn"
      icon="warning"
      action={
        <span className="flex flex-wrap gap-2">
          {chosen !== null && chosen !== wanted && (
            <Button size="small" onClick={onKeep}>
              Still set {formatShare(chosen)}
            </Button>
          )}
          <Button size="small" onClick={onDrop}>
            Leave it at {formatShare(wanted)}
          </Button>
        </span>
      }
    >
      <strong className="font-semibold">{change.text}</strong> {change.at !== null && <Time at={change.at} />}
      .{' '}
      {before === wanted
        ? `${formatShare(wanted)} is still wanted.`
        : `You chose while ${formatShare(before)} was wanted; now it is ${formatShare(wanted)}.`}
    </Notice>
  )
}
