import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'

const QuickJumpDialog = lazy(async () => ({
  default: (await import('./quick-jump-dialog.tsx')).QuickJumpDialog,
}))

/** Go anywhere by typing: Ctrl or Command and K. */
export function QuickJump() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      event.preventDefault()
      setOpen(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <Button
        variant="ghost"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
        className="max-sm:px-2.5 sm:w-52 sm:justify-start sm:border sm:border-line sm:bg-sunken sm:text-sm sm:font-normal"
      >
        <Search size={15} aria-hidden />
        <span className="max-sm:sr-only">Jump to…</span>
        <kbd aria-hidden className="ml-auto hidden font-sans text-2xs sm:inline">
          Ctrl K
        </kbd>
      </Button>
      {open && (
        <Suspense>
          <QuickJumpDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
