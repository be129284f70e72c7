import { Tooltip as Base } from '@base-ui/react/tooltip'
import { useState, type ReactElement, type ReactNode } from 'react'

/**
 * A hint for pointer and keyboard. `openOnPress`: a tap opens it as well, for what a phone could not learn
 * otherwise, such as why a button is disabled.
 */
export function Tooltip({
  content,
  children,
  openOnPress = false,
}: {
  content: ReactNode
  children: ReactElement<Record<string, unknown>>
  openOnPress?: boolean
}) {
  const [open, setOpen] = useState(false)
  return (
    <Base.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Base.Trigger
        delay={openOnPress ? 100 : 400}
        closeOnClick={!openOnPress}
        render={children}
        {...(openOnPress ? { onClick: () => setOpen(true) } : {})}
      />
      <Base.Portal>
        <Base.Positioner sideOffset={6} collisionPadding={12} className="z-60">
          <Base.Popup className="max-w-72 rounded-lg bg-fg px-2.5 py-1.5 text-xs text-bg shadow-high transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

/** Once, around the application: neighbouring hints follow each other without delay. */
export const TooltipProvider = Base.Provider
