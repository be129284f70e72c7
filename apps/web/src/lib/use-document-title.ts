import { useEffect } from 'react'

/** Names the browser tab; the most specific part first. */
export const useDocumentTitle = (...parts: readonly string[]): void => {
  const title = [...parts, 'Lockstep'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
