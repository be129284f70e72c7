import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

export function Checkbox({
  checked,
  onChange,
  disabled = false,
  children,
}: {
  checked: boolean
  onChange: (checked: boolean) => void
  disabled?: boolean
  children: ReactNode
}) {
  return (
    <label className="flex min-h-6 items-start gap-2.5 text-base has-data-disabled:opacity-55">
      <Base.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={(next) => onChange(next)}
        className="mt-0.5 grid size-4.5 shrink-0 place-items-center rounded border border-control bg-surface data-checked:border-accent data-checked:bg-accent data-checked:text-on-accent"
      >
        <Base.Indicator>
          <Check size={13} strokeWidth={3} aria-hidden />
        </Base.Indicator>
      </Base.Root>
      <span className="min-w-0">{children}</span>
    </label>
  )
}
