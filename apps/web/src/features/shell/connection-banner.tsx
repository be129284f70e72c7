import { useEffect, useState } from 'react'
import { useConnectionStatus } from '../../api/live.ts'

const patienceMilliseconds = 3000

/** A short interruption is not worth a word; a longer one means that the page may be out of date. Moves nothing. */
export function ConnectionBanner() {
  return useConnectionStatus() === 'offline' ? <Interruption /> : null
}

function Interruption() {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceMilliseconds)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong) return null
  return (
    <div
      role="alert"
      className="fixed top-15 left-1/2 z-30 w-max max-w-[calc(100vw-2rem)] -translate-x-1/2 rounded-xl border border-warn-line bg-warn-soft px-4 py-2 text-center text-sm text-fg shadow-high"
    >
      <strong className="font-semibold">No connection to Lockstep.</strong> What you see may be out of date;
      it is read again as soon as the connection is back.
    </div>
  )
}
