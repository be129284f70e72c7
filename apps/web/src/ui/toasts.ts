import type { ErrorText } from '../lib/error-text.ts'

export type ToastKind = 'done' | 'failed'
export type ToastText = { readonly kind: ToastKind; readonly title: string; readonly description?: string }

let waiting: ToastText[] = []
const listeners = new Set<() => void>()

const add = (toast: ToastText): void => {
  waiting.push(toast)
  for (const listener of listeners) listener()
}

/** Tells briefly that something was done; read out politely. */
export const showToast = (title: string, description?: string): void =>
  add({ kind: 'done', title, ...(description === undefined ? {} : { description }) })

/** Tells that something failed; stays until it is closed. */
export const showFailure = ({ title, detail, remedy }: ErrorText): void =>
  add({ kind: 'failed', title, description: [detail, remedy].filter(Boolean).join(' ') })

/** Calls when a toast waits; returns how to stop. */
export const onToast = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const takeToasts = (): readonly ToastText[] => {
  const taken = waiting
  waiting = []
  return taken
}
