import { Combobox as Base } from '@base-ui/react/combobox'
import { Field } from '@base-ui/react/field'
import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from '../lib/class-names.ts'
import { fieldBox, fieldLabel, listItem, popup } from './styles.ts'

const shownAtMost = 50

/**
 * One of many, by typing. Shows at most 50; `onSearch` asks the server instead of filtering here
 * (pass the found items back).
 */
export function Combobox<Item>({
  label,
  items,
  value,
  onChange,
  itemToText,
  itemToKey,
  renderItem,
  onSearch,
  placeholder,
  description,
  emptyText = 'Nothing found',
  busy = false,
}: {
  label: string
  items: readonly Item[]
  value: Item | null
  onChange: (item: Item | null) => void
  itemToText: (item: Item) => string
  itemToKey: (item: Item) => string
  renderItem?: (item: Item) => ReactNode
  onSearch?: (text: string) => void
  placeholder?: string
  description?: ReactNode
  emptyText?: string
  busy?: boolean
}) {
  return (
    <Field.Root>
      <Field.Label className={fieldLabel}>{label}</Field.Label>
      <Base.Root
        items={items}
        value={value}
        onValueChange={onChange}
        itemToStringLabel={itemToText}
        isItemEqualToValue={(a, b) => itemToKey(a) === itemToKey(b)}
        limit={shownAtMost}
        autoHighlight
        {...(onSearch === undefined
          ? {}
          : {
              filter: null,
              onInputValueChange: (text: string, details: { reason: string }) => {
                if (details.reason === 'input-change' || details.reason === 'input-clear') onSearch(text)
              },
            })}
      >
        <Base.InputGroup className="relative">
          <Base.Input placeholder={placeholder} className={classNames(fieldBox, 'h-9 pr-9')} />
          <Base.Trigger
            aria-label={`Show ${label.toLowerCase()}`}
            className="absolute top-1 right-1 grid size-7 place-items-center rounded-md text-muted hover:bg-hover"
          >
            <ChevronDown size={14} aria-hidden />
          </Base.Trigger>
        </Base.InputGroup>
        <Base.Portal>
          <Base.Positioner sideOffset={4} className="z-50 outline-none">
            <Base.Popup className={classNames(popup, 'w-(--anchor-width) p-1')} aria-busy={busy}>
              <Base.Empty className="px-3 py-2.5 text-sm text-muted empty:hidden">
                {busy ? 'Searching…' : emptyText}
              </Base.Empty>
              <Base.List className="max-h-72 overflow-y-auto overscroll-contain data-empty:hidden">
                {(item: Item) => (
                  <Base.Item key={itemToKey(item)} value={item} className={listItem}>
                    <Base.ItemIndicator className="col-start-1">
                      <Check size={14} aria-hidden />
                    </Base.ItemIndicator>
                    <div className="col-start-2 min-w-0">{renderItem?.(item) ?? itemToText(item)}</div>
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
      {description !== undefined && (
        <Field.Description className="mt-1 text-xs text-muted">{description}</Field.Description>
      )}
    </Field.Root>
  )
}
