import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldBox, fieldLabel } from './styles.ts'

export type SelectItem<V extends string> = { readonly value: V; readonly label: string }

/** One of a few. The browser's own: every phone, keyboard and screen reader knows it, and it weighs nothing. */
export function Select<V extends string>({
  label,
  items,
  value,
  onChange,
  hideLabel = false,
  error = null,
  className,
}: {
  label: string
  items: readonly SelectItem<V>[]
  value: V
  onChange: (value: V) => void
  hideLabel?: boolean
  /** Shown under the field, read out, and marks it as invalid. */
  error?: string | null
  className?: string
}) {
  const id = useId()
  const noteId = `${id}-note`
  return (
    <div className={className}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : fieldLabel}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          aria-invalid={error !== null}
          {...(error === null ? {} : { 'aria-describedby': noteId })}
          onChange={(event) => {
            const chosen = items.find((item) => item.value === event.target.value)
            if (chosen !== undefined) onChange(chosen.value)
          }}
          className={classNames(fieldBox, 'h-9 cursor-pointer appearance-none truncate pr-8')}
        >
          {items.map((item) => (
            <option key={item.value} value={item.value} className="bg-raised text-fg">
              {item.label}
            </option>
          ))}
        </select>
        <ChevronDown
          size={14}
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
        />
      </div>
      {error !== null && (
        <p id={noteId} aria-live="polite" className="mt-1 text-xs font-medium text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
