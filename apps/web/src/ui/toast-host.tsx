import { useEffect, useState, type ComponentType } from 'react'
import { whenIdle } from '../lib/when-idle.ts'
import { onToast } from './toasts.ts'

/**
 * Once, in the shell: where toasts show. Loaded when the page has nothing else to do, so that the toast
 * which says that the connection is gone does not need the connection.
 */
export function ToastHost() {
  const [Viewport, setViewport] = useState<ComponentType | null>(null)
  useEffect(() => {
    const load = () =>
      void import('./toast-list.tsx').then(
        ({ ToastViewport }) => setViewport(() => ToastViewport),
        // Tried again with the next toast.
        () => {},
      )
    const stopWaiting = whenIdle(load)
    const stopListening = onToast(load)
    return () => {
      stopWaiting()
      stopListening()
    }
  }, [])
  return Viewport === null ? null : <Viewport />
}
