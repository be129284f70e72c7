import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

/** A titled surface. `flush`: the content brings its own padding, such as a table or rows. */
export function Card({
  title,
  note,
  actions,
  children,
  flush = false,
  className,
}: {
  title?: string
  note?: ReactNode
  actions?: ReactNode
  children: ReactNode
  flush?: boolean
  className?: string
}) {
  return (
    <section
      className={classNames('min-w-0 rounded-xl border border-line bg-surface shadow-low', className)}
      {...(title === undefined ? {} : { 'aria-label': title })}
    >
      {title !== undefined && (
        <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2">
          <h2 className="text-base font-semibold">{title}</h2>
          {note !== undefined && <div className="text-sm text-muted">{note}</div>}
          {actions !== undefined && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </div>
      )}
      {flush ? children : <div className="p-4">{children}</div>}
    </section>
  )
}
