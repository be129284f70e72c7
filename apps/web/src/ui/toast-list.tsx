import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import { useEffect } from 'react'
import { classNames } from '../lib/class-names.ts'
import { StatusIcon, type StatusIconName } from './badge.tsx'
import { onToast, takeToasts, type ToastKind } from './toasts.ts'
import type { Tone } from './tones.ts'

const manager = Toast.createToastManager()

const looks = {
  done: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
} as const satisfies Record<ToastKind, { tone: Tone; icon: StatusIconName }>

/** Shows what the queue holds and what comes. */
const drain = (): void => {
  for (const toast of takeToasts())
    manager.add(
      toast.kind === 'failed'
        ? {
            title: toast.title,
            description: toast.description,
            type: toast.kind,
            timeout: 0,
            priority: 'high',
          }
        : { title: toast.title, description: toast.description, type: toast.kind },
    )
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => {
    const look = looks[toast.type === 'failed' ? 'failed' : 'done']
    return (
      <Toast.Root
        key={toast.id}
        toast={toast}
        className="mb-2 rounded-xl border border-line-strong bg-raised px-3.5 py-3 shadow-high transition-[opacity,translate] duration-150 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
      >
        <Toast.Content className="flex items-start gap-2.5">
          <span className="mt-0.5">
            <StatusIcon look={{ ...look, word: '' }} size={15} />
          </span>
          <div className="min-w-0 flex-1">
            <Toast.Title className="text-base font-medium" />
            <Toast.Description
              className={classNames('text-sm break-words text-muted', !toast.description && 'hidden')}
            />
          </div>
          <Toast.Close
            aria-label="Dismiss"
            className="-mt-0.5 -mr-1 grid size-6 shrink-0 place-items-center rounded-md text-muted hover:bg-hover"
          >
            <X size={14} aria-hidden />
          </Toast.Close>
        </Toast.Content>
      </Toast.Root>
    )
  })
}

/** Loaded with the first toast: most visits show none. */
export function ToastViewport() {
  useEffect(() => {
    drain()
    return onToast(drain)
  }, [])
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 w-[min(23rem,calc(100vw-2rem))] max-md:bottom-20">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
