import type { MetricUnit, Threshold } from '@lockstep/shared-types/measurement'
import { Time } from '../../ui/time.tsx'
import { useCursorAt } from './chart-group.tsx'
import { CursorNote } from './chart-legend.tsx'
import { latestPoint, type ChartLine } from './chart-line.ts'
import { thresholdLabel } from './metric-title.ts'

/** Under the plot, always of the same height: the cursor's moment, else how old the newest value is; limits out of sight. */
export function ChartFooter({
  lines,
  offScale,
  unit,
  named,
}: {
  lines: readonly ChartLine[]
  offScale: readonly Threshold[]
  unit: MetricUnit
  named: boolean
}) {
  const isLooking = useCursorAt() !== null
  const newest = lines.reduce<number | null>((latest, line) => {
    const at = latestPoint(line)?.at
    return at === undefined ? latest : Math.max(latest ?? 0, at + line.periodSeconds * 1000)
  }, null)
  const hasLimits = lines.some(({ thresholds }) => thresholds.length > 0)
  return (
    <div className="text-2xs text-muted">
      <p className="h-4 truncate">
        {isLooking ? (
          <CursorNote />
        ) : newest === null ? (
          'No value in this window'
        ) : (
          <>
            Newest value <Time at={new Date(newest).toISOString()} />
          </>
        )}
      </p>
      {hasLimits && (
        <p className="min-h-4">
          {offScale.length > 0 &&
            `Beyond the scale: ${offScale.map((one) => thresholdLabel(one, unit, named)).join(', ')}`}
        </p>
      )}
    </div>
  )
}
