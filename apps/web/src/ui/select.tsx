import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import { classNames } from '../lib/class-names.ts'
import { fieldBox, fieldLabel, listItem, popup } from './styles.ts'

export type SelectItem<V extends string> = { readonly value: V; readonly label: string }

/** One of a few. */
export function Select<V extends string>({
  label,
  items,
  value,
  onChange,
  hideLabel = false,
  className,
}: {
  label: string
  items: readonly SelectItem<V>[]
  value: V
  onChange: (value: V) => void
  hideLabel?: boolean
  className?: string
}) {
  return (
    <Base.Root items={items} value={value} onValueChange={(next) => next !== null && onChange(next)}>
      <div className={className}>
        <Base.Label className={hideLabel ? 'sr-only' : fieldLabel}>{label}</Base.Label>
        <Base.Trigger
          className={classNames(fieldBox, 'flex h-9 items-center justify-between gap-2 text-left')}
        >
          <Base.Value className="truncate" />
          <Base.Icon className="text-muted">
            <ChevronDown size={14} aria-hidden />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
            <Base.Popup className={classNames(popup, 'max-h-80 min-w-(--anchor-width) overflow-y-auto p-1')}>
              <Base.List>
                {items.map((item) => (
                  <Base.Item key={item.value} value={item.value} className={listItem}>
                    <Base.ItemIndicator className="col-start-1">
                      <Check size={14} aria-hidden />
                    </Base.ItemIndicator>
                    <Base.ItemText className="col-start-2">{item.label}</Base.ItemText>
                  </Base.Item>
                ))}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </div>
    </Base.Root>
  )
}
