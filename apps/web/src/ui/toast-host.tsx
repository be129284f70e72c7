import { lazy, Suspense, useEffect, useState } from 'react'
import { onToast } from './toasts.ts'

const ToastViewport = lazy(async () => ({ default: (await import('./toast-list.tsx')).ToastViewport }))

/** Once, in the shell: where toasts show. */
export function ToastHost() {
  const [needed, setNeeded] = useState(false)
  useEffect(() => onToast(() => setNeeded(true)), [])
  return needed ? (
    <Suspense>
      <ToastViewport />
    </Suspense>
  ) : null
}
