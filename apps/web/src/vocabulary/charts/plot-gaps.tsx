import type { Span } from './chart-line.ts'
import { leftOf, plotBox } from './plot-box.ts'

/** Hatches the times in which nothing was measured, behind the lines. */
export function PlotGaps({ gaps, view }: { gaps: readonly Span[]; view: Span }) {
  return (
    <div className="absolute overflow-hidden" style={plotBox}>
      {gaps.map((gap) => (
        <div
          key={gap.from}
          data-gap
          className="absolute inset-y-0 bg-[repeating-linear-gradient(45deg,var(--line)_0_1px,transparent_1px_6px)]"
          style={{ left: `${leftOf(gap.from, view)}%`, right: `${100 - leftOf(gap.to, view)}%` }}
        />
      ))}
    </div>
  )
}
