import type { ReactNode } from 'react'

/** The one number that counts in an emergency. */
export function BigTime({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="rounded-xl border border-line bg-sunken px-4 py-3 text-center">
      <p className="text-xs text-muted">{label}</p>
      <p className="text-2xl font-semibold">{children}</p>
    </div>
  )
}
