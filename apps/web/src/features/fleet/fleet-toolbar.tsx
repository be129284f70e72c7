import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import { Search } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { classNames } from '../../lib/class-names.ts'
import { formatCount, plural } from '../../lib/format-number.ts'
import { StatusIcon } from '../../ui/badge.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { environmentLook } from '../../vocabulary/drift-look.ts'
import type { FleetView } from './fleet-view.ts'

const statusOrder = ['fail', 'warn', 'unknown', 'ok'] as const satisfies readonly DriftStatus[]

export function FleetToolbar({
  view,
  counts,
  shown,
  onChange,
}: {
  view: FleetView
  counts: Record<DriftStatus, number>
  shown: number
  onChange: (view: FleetView) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  useSlashKey(() => input.current?.focus())
  const all = statusOrder.reduce((sum, status) => sum + counts[status], 0)
  return (
    <div className="mb-4 flex flex-wrap items-center gap-3">
      <TextField
        ref={input}
        label="Filter"
        hideLabel
        type="search"
        placeholder="Filter by application, environment, version"
        aria-keyshortcuts="/"
        icon={<Search size={15} />}
        value={view.text}
        onValueChange={(text) => onChange({ ...view, text })}
        className="w-full sm:w-88"
      />
      <fieldset aria-label="Status" className="flex flex-wrap gap-1.5">
        <StatusFilter
          pressed={view.status === 'all'}
          onPress={() => onChange({ ...view, status: 'all' })}
          count={all}
        >
          All
        </StatusFilter>
        {statusOrder.map((status) => (
          <StatusFilter
            key={status}
            pressed={view.status === status}
            onPress={() => onChange({ ...view, status: view.status === status ? 'all' : status })}
            count={counts[status]}
          >
            <StatusIcon look={{ ...environmentLook[status], word: '' }} size={13} />
            {environmentLook[status].word}
          </StatusFilter>
        ))}
      </fieldset>
      <p aria-live="polite" className="sr-only">
        {plural(shown, 'environment')} shown
      </p>
    </div>
  )
}

function StatusFilter({
  pressed,
  onPress,
  count,
  children,
}: {
  pressed: boolean
  onPress: () => void
  count: number
  children: ReactNode
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className={classNames(
        'inline-flex h-9 items-center gap-1.5 rounded-lg border px-2.5 text-sm font-medium max-sm:h-8 max-sm:px-2',
        pressed
          ? 'border-accent bg-accent-soft text-fg'
          : 'border-line bg-surface text-muted hover:bg-hover hover:text-fg',
      )}
    >
      {children}
      <span className={classNames('min-w-4 text-right', pressed ? 'text-fg' : 'text-muted')}>
        {formatCount(count)}
      </span>
    </button>
  )
}

/** `/` goes to the filter, as in the tools that release managers know. */
const useSlashKey = (focus: () => void) => {
  const latest = useRef(focus)
  useEffect(() => {
    latest.current = focus
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target
      if (event.key !== '/' || event.metaKey || event.ctrlKey || event.altKey) return
      if (target instanceof HTMLElement && target.closest('input, textarea, select, [role=dialog]')) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
