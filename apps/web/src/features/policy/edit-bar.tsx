import { History, Save } from 'lucide-react'
import { plural } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { ChangeList } from './change-list.tsx'
import type { Change } from './changes.ts'

/** What is not saved yet, and what can be done with it. */
export function EditBar({
  of,
  changes,
  errorCount,
  isTrying,
  onTry,
  onSave,
  onDiscard,
}: {
  /** What is edited, such as `limits`. */
  of: string
  changes: readonly Change[]
  errorCount: number
  isTrying: boolean
  onTry: () => void
  onSave: () => void
  onDiscard: () => void
}) {
  return (
    <section
      aria-label={`Unsaved ${of}`}
      className="space-y-3 border-t border-line bg-sunken/60 px-4 py-3 last:rounded-b-xl"
    >
      {changes.length > 0 && (
        <details open className="text-sm">
          <summary className="min-h-6 font-semibold">{plural(changes.length, 'unsaved change')}</summary>
          <div className="mt-1 max-h-56 overflow-y-auto">
            <ChangeList label={`Unsaved ${of}, old and new`} changes={changes} />
          </div>
        </details>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          variant="primary"
          icon={<Save size={15} aria-hidden />}
          disabledReason={changes.length === 0 && errorCount === 0 ? 'Nothing was changed yet.' : null}
          onClick={onSave}
        >
          Save…
        </Button>
        <Button icon={<History size={15} aria-hidden />} busy={isTrying} onClick={onTry}>
          Try on the last 24 h
        </Button>
        <Button variant="ghost" onClick={onDiscard}>
          {changes.length === 0 ? 'Stop editing' : 'Discard'}
        </Button>
        <p aria-live="polite" className="text-sm font-medium text-bad">
          {errorCount > 0 && `${plural(errorCount, 'field')} to correct.`}
        </p>
      </div>
    </section>
  )
}
