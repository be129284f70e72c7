import { useState, type PointerEvent } from 'react'
import type { Span } from './chart-line.ts'
import { useChartGroup } from './chart-group.tsx'
import { nearest } from './chart-time.ts'

const shortestDragPixels = 8

/**
 * What a pointer does on a plot. A mouse looks where it is and drags a span to zoom into; a finger looks where it
 * touches, and what it found stays.
 */
export const useBrush = (moments: readonly number[]) => {
  const { view, setView, cursor } = useChartGroup()
  const [dragged, setDragged] = useState<Span | null>(null)

  const momentOf = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect()
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    return view.from + share * (view.to - view.from)
  }
  const look = (event: PointerEvent<HTMLElement>) => cursor.point(nearest(moments, momentOf(event)))
  const span = ({ from, to }: Span): Span => ({ from: Math.min(from, to), to: Math.max(from, to) })

  return {
    selection: dragged === null ? null : span(dragged),
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        look(event)
        if (event.pointerType === 'touch' || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const at = momentOf(event)
        setDragged({ from: at, to: at })
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        look(event)
        if (dragged !== null) setDragged({ from: dragged.from, to: momentOf(event) })
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        if (dragged === null) return
        const { from, to } = span(dragged)
        const { width } = event.currentTarget.getBoundingClientRect()
        setDragged(null)
        if (((to - from) / (view.to - view.from)) * width >= shortestDragPixels) setView({ from, to })
      },
      onPointerCancel: () => setDragged(null),
      onPointerLeave: (event: PointerEvent<HTMLElement>) => {
        if (event.pointerType !== 'touch' && dragged === null) cursor.clear()
      },
      onDoubleClick: () => setView(null),
    },
  }
}
