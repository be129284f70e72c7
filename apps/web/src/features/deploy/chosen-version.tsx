import type { Artifact } from '@lockstep/shared-types/artifact'
import { useLayoutEffect, useRef } from 'react'
import { Button } from '../../ui/button.tsx'
import { VersionSummary } from './version-summary.tsx'

/** The picked version, and the way back to the list. */
export function ChosenVersion({
  artifact,
  environmentId,
  onChange,
}: {
  artifact: Artifact
  environmentId: string
  onChange: () => void
}) {
  const box = useRef<HTMLDivElement>(null)
  // The row that was pressed is gone: the focus must not be. Before the dialog notices and takes it for itself.
  useLayoutEffect(() => {
    const focused = document.activeElement
    if (focused === null || focused === document.body) box.current?.querySelector('button')?.focus()
  }, [])
  return (
    <div ref={box} className="flex items-center gap-3 rounded-xl border border-line bg-sunken px-4 py-2.5">
      <VersionSummary artifact={artifact} environmentId={environmentId} />
      <Button size="small" onClick={onChange}>
        Change
      </Button>
    </div>
  )
}
