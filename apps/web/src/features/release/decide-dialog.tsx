import type { Release } from '@lockstep/shared-types/release'
import { useRef } from 'react'
import { attempt } from '../../api/attempt.ts'
import { useDecideRelease } from '../../api/release-actions.ts'
import { ReasonDialog } from './reason-dialog.tsx'

type Decision = 'keep' | 'rollback'

/** Answers a breach in the watch window, with a reason. */
export function DecideDialog({
  release,
  decision,
  onClose,
}: {
  release: Release
  /** Null: closed. */
  decision: Decision | null
  onClose: () => void
}) {
  const { mutate, isPending, error } = useDecideRelease(release.id)
  // What was asked last stays on screen while the dialog closes.
  const last = useRef<Decision>('keep')
  if (decision !== null) last.current = decision
  const shown = decision ?? last.current
  const version = release.artifact?.version ?? 'the new version'
  return (
    <ReasonDialog
      open={decision !== null}
      title={shown === 'keep' ? `Keep ${version}` : `Roll back to ${release.from?.version ?? 'before'}`}
      action={shown === 'keep' ? 'Keep it' : 'Roll back'}
      cancel="Back"
      variant={shown === 'keep' ? 'primary' : 'danger'}
      isBusy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={(reason) => mutate(attempt({ decision: shown, reason }), { onSuccess: onClose })}
    >
      <p>
        {release.outcome}{' '}
        {shown === 'keep'
          ? 'The release ends as it is, in spite of the breached threshold.'
          : 'This release ends as failed, and a rollback of both halves starts at once.'}
      </p>
    </ReasonDialog>
  )
}
