import { classNames } from '../lib/class-names.ts'

/** Two or three ways to see the same thing, or exclusive choices in a form. */
export function Segmented<V extends string>({
  label,
  items,
  value,
  onChange,
}: {
  label: string
  items: readonly { readonly value: V; readonly label: string }[]
  value: V
  onChange: (value: V) => void
}) {
  return (
    <fieldset aria-label={label} className="inline-flex rounded-lg border border-line bg-sunken p-0.5">
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          aria-pressed={item.value === value}
          onClick={() => onChange(item.value)}
          className={classNames(
            'h-6.5 rounded-md px-2.5 text-sm font-medium',
            item.value === value
              ? 'bg-surface text-fg shadow-low ring-1 ring-line'
              : 'text-muted hover:text-fg',
          )}
        >
          {item.label}
        </button>
      ))}
    </fieldset>
  )
}
