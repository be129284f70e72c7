import { createContext, use, useCallback, useEffect, useId, useState, type ReactNode } from 'react'
import { useBlocker } from 'react-router'

const question = 'Leave this page? What you changed here is not saved.'

type Tell = (id: string, isDirty: boolean) => void
const Context = createContext<Tell>(() => {})

/** Asks before changes that are not saved are lost: by another page, a reload, or a closed tab. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set())
  const tell = useCallback<Tell>((id, isDirty) => {
    setDirty((before) => {
      if (before.has(id) === isDirty) return before
      return new Set(isDirty ? [...before, id] : [...before].filter((other) => other !== id))
    })
  }, [])
  const isDirty = dirty.size > 0
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) => isDirty && currentLocation.pathname !== nextLocation.pathname,
  )
  useEffect(() => {
    if (blocker.state !== 'blocked') return
    // oxlint-disable-next-line no-alert -- the browser's own question, as for a reload
    if (window.confirm(question)) blocker.proceed()
    else blocker.reset()
  }, [blocker])
  useEffect(() => {
    if (!isDirty) return
    const hold = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [isDirty])
  return <Context value={tell}>{children}</Context>
}

/** Tells the guard around whether something here is not saved. */
export const useUnsaved = (isDirty: boolean): void => {
  const tell = use(Context)
  const id = useId()
  useEffect(() => {
    tell(id, isDirty)
    return () => tell(id, false)
  }, [tell, id, isDirty])
}
