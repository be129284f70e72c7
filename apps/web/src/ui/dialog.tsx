import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { useRef, type ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { buttonStyle } from './button-style.ts'
import { popup } from './styles.ts'

const widths = { small: 'sm:max-w-md', medium: 'sm:max-w-2xl', large: 'sm:max-w-4xl' } as const

/**
 * A modal dialog: a sheet from below on a phone. The content scrolls between title and footer.
 * The focus goes to the field with `data-autofocus`, else to the dialog itself.
 */
export function Dialog({
  open,
  onClose,
  title,
  description,
  children,
  footer,
  size = 'medium',
}: {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  children: ReactNode
  footer?: ReactNode
  size?: keyof typeof widths
}) {
  const box = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-40 flex items-end justify-center sm:items-start sm:px-6 sm:pt-[8vh] sm:pb-6">
          <Base.Popup
            ref={box}
            initialFocus={() => box.current?.querySelector<HTMLElement>('[data-autofocus]') ?? box.current}
            className={classNames(
              popup,
              'flex max-h-[94dvh] w-full flex-col rounded-b-none sm:max-h-[84dvh] sm:rounded-b-xl',
              widths[size],
            )}
          >
            <div className="flex items-start gap-4 border-b border-line px-5 pt-4 pb-3.5">
              <div className="min-w-0">
                <Base.Title className="text-lg font-semibold">{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description className="mt-0.5 text-sm text-muted">{description}</Base.Description>
                )}
              </div>
              <Base.Close
                aria-label="Close"
                className={buttonStyle('ghost', 'small', true, '-mr-1.5 ml-auto')}
              >
                <X size={16} aria-hidden />
              </Base.Close>
            </div>
            <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-4">{children}</div>
            {footer !== undefined && (
              <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line px-5 py-3 max-sm:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
                {footer}
              </div>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  )
}
