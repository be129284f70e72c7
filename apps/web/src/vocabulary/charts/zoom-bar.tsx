import { RotateCcw, ZoomIn, ZoomOut } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { useChartGroup } from './chart-group.tsx'
import { formatMoment, zoomAround } from './chart-time.ts'

/** Zoom of all charts of the group by button; dragging across a chart does the same. */
export function ZoomBar() {
  const { view, window, isZoomed, setView, cursor } = useChartGroup()
  const middle = () => cursor.now().at ?? (view.from + view.to) / 2
  const reset = isZoomed ? null : 'All of the window is shown.'
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="mr-1 text-sm whitespace-nowrap text-muted">
        {formatMoment(view.from, view)} – {formatMoment(view.to, view)}
      </span>
      <Button
        size="small"
        aria-label="Zoom in"
        icon={<ZoomIn size={15} aria-hidden />}
        onClick={() => setView(zoomAround(view, window, middle(), 0.5))}
      />
      <Button
        size="small"
        aria-label="Zoom out"
        icon={<ZoomOut size={15} aria-hidden />}
        disabledReason={reset}
        onClick={() => setView(zoomAround(view, window, middle(), 2))}
      />
      <Button
        size="small"
        icon={<RotateCcw size={13} aria-hidden />}
        disabledReason={reset}
        onClick={() => setView(null)}
      >
        Reset zoom
      </Button>
    </div>
  )
}
