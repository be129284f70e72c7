import { cloneElement, useEffect, useId, useRef, useState, type ReactElement, type ReactNode } from 'react'

const hoverDelayMilliseconds = 350
const gap = 6
const edge = 8

type TriggerProps = { 'aria-describedby'?: string | undefined; children?: ReactNode }

/**
 * A hint for pointer and keyboard, in the browser's top layer. `openOnPress`: a tap opens it as well, for
 * what a phone could not learn otherwise, such as why a button is disabled.
 */
export function Tooltip({
  content,
  children,
  openOnPress = false,
}: {
  content: string
  children: ReactElement<TriggerProps>
  openOnPress?: boolean
}) {
  const id = useId()
  const anchor = useRef<HTMLSpanElement>(null)
  const bubble = useRef<HTMLSpanElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [open, setOpen] = useState(false)
  const show = (delay: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(true), delay)
  }
  const hide = () => {
    clearTimeout(timer.current)
    setOpen(false)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (!open) return
    const shown = bubble.current
    const box = anchor.current?.firstElementChild?.getBoundingClientRect()
    if (shown === null || box === undefined) return
    shown.showPopover()
    place(shown, box)
    const close = () => setOpen(false)
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close()
    document.addEventListener('keydown', onKey)
    document.addEventListener('scroll', close, { capture: true, passive: true })
    return () => {
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('scroll', close, { capture: true })
    }
  }, [open])
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- listens to what bubbles from the control inside; focus opens it for the keyboard
    <span
      ref={anchor}
      className="contents"
      onPointerEnter={(event) => event.pointerType === 'mouse' && show(hoverDelayMilliseconds)}
      onPointerLeave={(event) => event.pointerType === 'mouse' && hide()}
      onFocus={(event) => event.target.matches(':focus-visible') && show(0)}
      onBlur={hide}
      onClick={openOnPress ? () => show(0) : hide}
    >
      {cloneElement(children, { 'aria-describedby': open ? id : undefined })}
      {open && (
        <span
          ref={bubble}
          id={id}
          role="tooltip"
          popover="manual"
          className="pointer-events-none fixed m-0 max-w-72 rounded-lg bg-fg px-2.5 py-1.5 text-left text-xs font-normal whitespace-normal text-bg shadow-high"
        >
          {content}
        </span>
      )}
    </span>
  )
}

/** Below the anchor where there is room, else above; never beyond the window's edge. */
const place = (bubble: HTMLElement, anchor: DOMRect): void => {
  const { width, height } = bubble.getBoundingClientRect()
  const below = anchor.bottom + gap
  const top = below + height + edge > window.innerHeight ? anchor.top - gap - height : below
  const centred = anchor.left + anchor.width / 2 - width / 2
  const left = Math.max(edge, Math.min(centred, window.innerWidth - width - edge))
  bubble.style.inset = `${top}px auto auto ${left}px`
}
