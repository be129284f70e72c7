import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'

export type SortDirection = 'ascending' | 'descending'

/** A native table that scrolls sideways by itself where the page is too narrow. */
export function Table({
  label,
  children,
  minWidth = 'min-w-160',
}: {
  label: string
  children: ReactNode
  minWidth?: string
}) {
  return (
    <div className="overflow-x-auto" tabIndex={-1}>
      <table aria-label={label} className={classNames('w-full border-collapse text-left text-sm', minWidth)}>
        {children}
      </table>
    </div>
  )
}

export const tableHead = 'border-b border-line bg-sunken/70 text-xs text-muted'
export const tableRow = 'border-b border-line last:border-b-0 hover:bg-hover/60'

export function HeaderCell({
  children,
  numeric = false,
  className,
}: {
  children: ReactNode
  numeric?: boolean
  className?: string
}) {
  return (
    <th scope="col" className={classNames('h-9 px-4 font-medium', numeric && 'text-right', className)}>
      {children}
    </th>
  )
}

/** A column that sorts; press again to turn the order round. */
export function SortHeaderCell({
  children,
  direction,
  onSort,
  className,
}: {
  children: ReactNode
  /** Null when another column sorts. */
  direction: SortDirection | null
  onSort: () => void
  className?: string
}) {
  const Icon = direction === null ? ChevronsUpDown : direction === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th scope="col" aria-sort={direction ?? 'none'} className={classNames('h-9 px-4 font-medium', className)}>
      <button
        type="button"
        onClick={onSort}
        className={classNames(
          '-mx-1.5 inline-flex h-7 items-center gap-1 rounded-md px-1.5 hover:bg-hover hover:text-fg',
          direction !== null && 'text-fg',
        )}
      >
        {children}
        <Icon size={12} aria-hidden className={direction === null ? 'opacity-50' : ''} />
      </button>
    </th>
  )
}

export function Cell({
  children,
  numeric = false,
  className,
}: {
  children: ReactNode
  numeric?: boolean
  className?: string
}) {
  return (
    <td className={classNames('px-4 py-2 align-middle', numeric && 'text-right', className)}>{children}</td>
  )
}
