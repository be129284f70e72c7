import type { DecideReleaseInput, Release } from '@lockstep/shared-types/release'
import { attempt } from '../../api/attempt.ts'
import { useDecideRelease } from '../../api/release-actions.ts'
import { ReasonDialog } from '../../vocabulary/reason-dialog.tsx'

/** Answers a breach in the watch window, with a reason. */
export function DecideDialog({
  release,
  decision,
  onClose,
}: {
  release: Release
  decision: DecideReleaseInput['decision']
  onClose: () => void
}) {
  const { mutate, isPending, error } = useDecideRelease(release.id)
  const version = release.artifact?.version ?? 'the new version'
  return (
    <ReasonDialog
      title={decision === 'keep' ? `Keep ${version}` : `Roll back to ${release.from?.version ?? 'before'}`}
      action={decision === 'keep' ? 'Keep it' : 'Roll back'}
      cancel="Back"
      variant={decision === 'keep' ? 'primary' : 'danger'}
      isBusy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={(reason) => mutate(attempt({ decision, reason }), { onSuccess: onClose })}
    >
      <p>
        {release.outcome}{' '}
        {decision === 'keep'
          ? 'The release ends as it is, in spite of the breached threshold.'
          : 'This release ends as failed, and a rollback starts at once.'}
      </p>
    </ReasonDialog>
  )
}
