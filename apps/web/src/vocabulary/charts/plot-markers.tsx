import type { Marker } from '@lockstep/shared-types/measurement'
import { classNames } from '../../lib/class-names.ts'
import type { Span } from './chart-line.ts'
import { markerBorder, MarkerSymbol } from './marker-look.tsx'
import { leftOf } from './plot-box.ts'

/** A line for each release, stage and decision, with its shape above the plot. */
export function PlotMarkers({ markers, view }: { markers: readonly Marker[]; view: Span }) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      {markers.map(({ releaseId, at, kind, label }) => {
        const moment = Date.parse(at)
        if (moment < view.from || moment > view.to) return null
        return (
          <div
            key={`${releaseId} ${kind} ${at} ${label}`}
            data-marker={kind}
            className={classNames('absolute inset-y-0 border-l', markerBorder[kind])}
            style={{ left: `${leftOf(moment, view)}%` }}
          >
            <MarkerSymbol kind={kind} className="absolute -top-3 -left-[5.5px]" />
          </div>
        )
      })}
    </div>
  )
}
