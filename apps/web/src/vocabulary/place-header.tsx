import { ChevronLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { textLink } from '../ui/styles.ts'

/** Heading of a page that belongs to an environment, with the way back and to its neighbours. */
export function PlaceHeader({
  title,
  place,
  back,
  neighbours,
  children,
}: {
  title: string
  /** Application and environment by name. */
  place: string
  /** Address of the environment's page. */
  back: string
  neighbours: readonly { readonly to: string; readonly label: string }[]
  children?: ReactNode
}) {
  return (
    <header>
      <Link
        to={back}
        className="-ml-1 inline-flex min-h-6 items-center gap-0.5 rounded-md pr-1 text-sm text-muted hover:text-fg"
      >
        <ChevronLeft size={15} aria-hidden />
        {place}
      </Link>
      <div className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
        <h1 className="text-2xl font-semibold tracking-tight">
          {title} <span className="font-normal text-muted">of {place}</span>
        </h1>
        <nav aria-label="Other pages of this environment" className="flex flex-wrap gap-x-4 text-sm">
          {neighbours.map(({ to, label }) => (
            <Link key={to} to={to} className={`${textLink} inline-flex min-h-6 items-center`}>
              {label}
            </Link>
          ))}
        </nav>
      </div>
      {children}
    </header>
  )
}
