import { Search } from 'lucide-react'
import { useCallback, useEffect, useState, type ComponentType } from 'react'
import { errorText } from '../../lib/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { showFailure } from '../../ui/toasts.ts'

/** Go anywhere by typing: Ctrl or Command and K. */
export function QuickJump() {
  const [isOpen, setOpen] = useState(false)
  const [Dialog, setDialog] = useState<ComponentType<{ onClose: () => void }> | null>(null)
  const open = useCallback(() => {
    setOpen(true)
    void import('./quick-jump-dialog.tsx').then(
      ({ QuickJumpDialog }) => setDialog(() => QuickJumpDialog),
      (error: unknown) => {
        setOpen(false)
        showFailure(errorText(error))
      },
    )
  }, [])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      event.preventDefault()
      open()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [open])
  return (
    <>
      <Button
        variant="ghost"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={open}
        className="max-sm:px-2.5 sm:w-52 sm:justify-start sm:border sm:border-line sm:bg-sunken sm:text-sm sm:font-normal"
      >
        <Search size={15} aria-hidden />
        <span className="max-sm:sr-only">Jump to…</span>
        <kbd aria-hidden className="ml-auto hidden font-sans text-2xs sm:inline">
          Ctrl K
        </kbd>
      </Button>
      {isOpen && Dialog !== null && <Dialog onClose={() => setOpen(false)} />}
    </>
  )
}
