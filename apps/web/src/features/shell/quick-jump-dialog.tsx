import { Combobox } from '@base-ui/react/combobox'
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { fleetQuery } from '../../api/fleet.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { DriftBadge } from '../../vocabulary/drift-badge.tsx'
import { findTargets, jumpTargets, type JumpTarget } from './jump-targets.ts'

export function QuickJumpDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate()
  const { data: fleet } = useQuery(fleetQuery())
  const [text, setText] = useState('')
  const targets = useMemo(() => jumpTargets(fleet?.environments ?? []), [fleet])
  const found = useMemo(() => findTargets(targets, text), [targets, text])
  const go = (target: JumpTarget | null) => {
    if (target === null) return
    onClose()
    void navigate(target.to)
  }
  return (
    <Dialog open onClose={onClose} title="Jump to" size="small">
      <Combobox.Root
        inline
        open
        items={found}
        filter={null}
        value={null}
        onValueChange={go}
        inputValue={text}
        onInputValueChange={setText}
        itemToStringLabel={({ label }: JumpTarget) => label}
        autoHighlight
      >
        <div className="relative">
          <Search size={15} aria-hidden className="absolute top-2.5 left-3 text-muted" />
          <Combobox.Input
            data-autofocus
            aria-label="Application, environment or page"
            placeholder="Application, environment or page"
            className="h-9 w-full rounded-lg border border-control bg-surface pr-3 pl-8.5 text-base placeholder:text-muted focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:outline-accent"
          />
        </div>
        <Combobox.Empty className="px-2 pt-4 pb-2 text-sm text-muted empty:hidden">
          Nothing has this name.
        </Combobox.Empty>
        <Combobox.List className="mt-3 h-80 overflow-y-auto overscroll-contain">
          {(target: JumpTarget) => (
            <Combobox.Item
              key={target.to}
              value={target}
              className="flex min-h-9 cursor-default items-center gap-2 rounded-md px-2 text-base select-none data-highlighted:bg-hover"
            >
              <span className="truncate font-medium">{target.label}</span>
              <span className="truncate text-muted">{target.hint}</span>
              {target.status !== null && (
                <span className="ml-auto">
                  <DriftBadge status={target.status} />
                </span>
              )}
            </Combobox.Item>
          )}
        </Combobox.List>
      </Combobox.Root>
    </Dialog>
  )
}
