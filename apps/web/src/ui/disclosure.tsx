import { ChevronRight } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

/** A row that opens to show more under it. */
export function Disclosure({
  summary,
  children,
  open,
  onToggle,
}: {
  summary: ReactNode
  children: ReactNode
  open: boolean
  onToggle: () => void
}) {
  const panelId = useId()
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={panelId}
        onClick={onToggle}
        className="flex min-h-11 w-full items-center gap-3 px-4 py-2 text-left hover:bg-hover/60 focus-visible:-outline-offset-2"
      >
        {summary}
        <ChevronRight
          size={15}
          aria-hidden
          className={classNames(
            'ml-auto shrink-0 text-muted transition-transform duration-100',
            open && 'rotate-90',
          )}
        />
      </button>
      <div id={panelId} hidden={!open}>
        {open && children}
      </div>
    </div>
  )
}
