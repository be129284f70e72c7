import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

/** A placeholder of the size of what is coming; give it height and width by class. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden className={classNames('animate-pulse rounded-md bg-track', className)} />
}

/** Says once that something loads, around any number of skeletons. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div aria-live="polite" aria-busy>
      <span className="sr-only">{label}</span>
      {children}
    </div>
  )
}

/** Rows of a list that loads. */
export function SkeletonRows({ rows, className = 'h-11' }: { rows: number; className?: string }) {
  return (
    <div aria-hidden className="divide-y divide-line">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classNames('flex items-center gap-4 px-4', className)}>
          <div className="size-6 animate-pulse rounded-full bg-track" />
          <div className="h-3 w-1/4 animate-pulse rounded-md bg-track" />
          <div className="ml-auto h-3 w-1/6 animate-pulse rounded-md bg-track" />
        </div>
      ))}
    </div>
  )
}
