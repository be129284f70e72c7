import { Tabs as Base } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

export type TabItem<Id extends string> = {
  readonly id: Id
  readonly label: ReactNode
  readonly content: ReactNode
}

/** Views of one thing. Controlled, so that the choice can live in the URL. */
export function Tabs<Id extends string>({
  tabs,
  value,
  onChange,
}: {
  tabs: readonly TabItem<Id>[]
  value: Id
  onChange: (id: Id) => void
}) {
  return (
    <Base.Root value={value} onValueChange={(next: Id) => onChange(next)}>
      <Base.List className="relative flex gap-5 border-b border-line">
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.id}
            value={tab.id}
            className="flex min-h-9 items-center gap-1.5 text-base font-medium text-muted hover:text-fg data-active:text-fg"
          >
            {tab.label}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute -bottom-px left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-accent transition-[width,translate] duration-150" />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.id} value={tab.id} className="pt-4">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  )
}
