import type { Policy } from '@lockstep/shared-types/policy'
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { attempt } from '../../api/attempt.ts'
import { useChangeThresholds } from '../../api/policy.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { showToast } from '../../ui/toasts.ts'
import { changesBetween } from './changes.ts'
import { EditBar } from './edit-bar.tsx'
import { errorsBelow } from './field-errors.ts'
import { focusFirstError } from './focus-first-error.ts'
import { OutdatedNotice } from './outdated-notice.tsx'
import { ReplayPanel } from './replay-panel.tsx'
import { SaveDialog } from './save-dialog.tsx'
import { checkRows, redoThresholds, thresholdEntries, toRows, toThresholds } from './threshold-draft.ts'
import { ThresholdEditor } from './threshold-editor.tsx'
import { ThresholdTable } from './threshold-table.tsx'
import { useDraft } from './use-draft.ts'
import { useUnsaved } from './leave-guard.tsx'
import { useSave } from './use-save.ts'
import { useTry } from './use-try.ts'
import { VersionNote } from './version-note.tsx'

/** The limits of every metric: to read, to edit, to try on the past, and to put in force. */
export function ThresholdsCard({ policy, refusal }: { policy: Policy; refusal: string | null }) {
  const inForce = policy.thresholds
  const { editing, isOutdated, start, change, redo, stop } = useDraft(inForce, (base) =>
    toRows(base.thresholds),
  )
  const box = useRef<HTMLDivElement>(null)
  const { mutate, isPending } = useChangeThresholds(policy)
  const save = useSave()
  const replay = useTry(policy)
  const [isAttempted, setIsAttempted] = useState(false)

  const rows = editing?.draft ?? []
  const base = editing?.base ?? inForce
  const thresholds = toThresholds(rows)
  const own = checkRows(rows)
  const errors = new Map([...errorsBelow(save.server, 'thresholds'), ...own])
  const changes =
    editing === null ? [] : changesBetween(thresholdEntries(base.thresholds), thresholdEntries(thresholds))
  useUnsaved(changes.length > 0)

  const ifGood = (act: () => void) => {
    setIsAttempted(true)
    if (own.size === 0) act()
    else focusFirstError(box.current)
  }
  const leave = () => {
    stop()
    replay.clear()
    save.forget()
    setIsAttempted(false)
  }
  const submit = (reason: string) =>
    mutate(attempt({ baseVersion: base.version, reason, thresholds }), {
      onSuccess: () => {
        save.close()
        leave()
        showToast('The new limits are in force')
      },
      onError: (problem) => {
        save.failed(problem)
        focusFirstError(box.current)
      },
    })

  return (
    <Card
      title="Thresholds"
      note={<VersionNote version={inForce} />}
      actions={
        editing === null && (
          <Button
            size="small"
            icon={<Pencil size={14} aria-hidden />}
            disabledReason={refusal}
            onClick={start}
          >
            Edit limits
          </Button>
        )
      }
      flush
    >
      {editing === null ? (
        <ThresholdTable thresholds={inForce.thresholds} />
      ) : (
        <div ref={box}>
          {isOutdated && (
            <div className="p-4 pb-0">
              <OutdatedNotice
                newest={inForce}
                theirs={changesBetween(
                  thresholdEntries(base.thresholds),
                  thresholdEntries(inForce.thresholds),
                )}
                onRedo={() => redo(toRows(redoThresholds(base.thresholds, thresholds, inForce.thresholds)))}
                onDrop={leave}
              />
            </div>
          )}
          <ThresholdEditor
            rows={rows}
            base={base.thresholds}
            errors={shown(errors, isAttempted, rows)}
            onChange={(next) => {
              change(next)
              save.forget()
            }}
          />
          <ReplayPanel of="limits" replay={replay} input={{ thresholds, policy: null }} policy={policy} />
          <EditBar
            of="limits"
            changes={changes}
            errorCount={isAttempted ? errors.size : 0}
            isTrying={replay.isPending}
            onTry={() => ifGood(() => replay.run({ thresholds, policy: null }))}
            onSave={() => ifGood(save.ask)}
            onDiscard={leave}
          />
        </div>
      )}
      {save.isAsking && (
        <SaveDialog
          title="Put these limits in force"
          effect="A rollout that runs now is judged by them from its next look on."
          changes={changes}
          isBusy={isPending}
          error={save.error}
          onClose={save.close}
          onSubmit={submit}
        />
      )}
    </Card>
  )
}

/** A field that is still empty is no error until somebody wants to go on. */
const shown = (
  errors: ReadonlyMap<string, string>,
  isAttempted: boolean,
  rows: readonly { readonly limit: string }[],
) =>
  isAttempted
    ? errors
    : new Map([...errors].filter(([path]) => rows[Number.parseInt(path, 10)]?.limit.trim() !== ''))
