import { Toast } from '@base-ui/react/toast'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import type { ErrorText } from '../lib/error-text.ts'
import { StatusIcon, type StatusIconName } from './badge.tsx'
import type { Tone } from './tones.ts'

type ToastKind = 'done' | 'failed' | 'note'

const manager = Toast.createToastManager()

const looks = {
  done: { tone: 'ok', icon: 'check' },
  failed: { tone: 'bad', icon: 'cross' },
  note: { tone: 'info', icon: 'waiting' },
} as const satisfies Record<ToastKind, { tone: Tone; icon: StatusIconName }>

/** Tells briefly that something was done; read out politely. */
export const showToast = (title: string, description?: string): void => {
  manager.add({ title, description, type: 'done' satisfies ToastKind })
}

/** Tells that something failed; stays until it is closed. */
export const showFailure = (text: ErrorText): void => {
  const description = [text.detail, text.remedy].filter(Boolean).join(' ')
  manager.add({
    title: text.title,
    description,
    type: 'failed' satisfies ToastKind,
    timeout: 0,
    priority: 'high',
  })
}

function ToastList() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => {
    const look = looks[toast.type === 'failed' || toast.type === 'note' ? toast.type : 'done']
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

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 w-[min(23rem,calc(100vw-2rem))] max-md:bottom-20">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
