import type { ReactNode } from 'react'

export function FleetHeading({ note }: { note: ReactNode }) {
  return (
    <div className="mb-4 min-h-13">
      <h1 className="text-2xl font-semibold tracking-tight">Fleet</h1>
      <div className="text-sm text-muted">{note}</div>
    </div>
  )
}
