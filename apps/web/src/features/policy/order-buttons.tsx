import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '../../ui/button.tsx'

/** Moves or removes one of a list. The pressed button keeps the focus after the move. */
export function OrderButtons({
  what,
  index,
  count,
  onMove,
  onRemove,
  keepOne = false,
}: {
  /** Such as `stage 2`. */
  what: string
  index: number
  count: number
  onMove: (to: number) => void
  onRemove: () => void
  /** The last one cannot be removed. */
  keepOne?: boolean
}) {
  const box = useRef<HTMLSpanElement>(null)
  const move = (to: number, button: 'up' | 'down') => {
    onMove(to)
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>(`[data-move="${button}"]`)?.focus({ preventScroll: false }),
    )
  }
  return (
    <span ref={box} className="inline-flex items-center">
      <Button
        size="small"
        variant="ghost"
        data-move="up"
        aria-label={`Move ${what} up`}
        icon={<ArrowUp size={15} aria-hidden />}
        disabledReason={index === 0 ? 'It is the first.' : null}
        onClick={() => move(index - 1, 'up')}
      />
      <Button
        size="small"
        variant="ghost"
        data-move="down"
        aria-label={`Move ${what} down`}
        icon={<ArrowDown size={15} aria-hidden />}
        disabledReason={index === count - 1 ? 'It is the last.' : null}
        onClick={() => move(index + 1, 'down')}
      />
      <Button
        size="small"
        variant="ghost"
        aria-label={`Remove ${what}`}
        icon={<Trash2 size={15} aria-hidden />}
        disabledReason={keepOne && count === 1 ? 'A rollout needs at least one stage.' : null}
        onClick={onRemove}
      />
    </span>
  )
}
