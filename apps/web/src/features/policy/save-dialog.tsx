import { lazy, Suspense } from 'react'
import { ChangeList } from './change-list.tsx'
import type { Change } from './changes.ts'

const ReasonDialog = lazy(async () => ({
  default: (await import('../../vocabulary/reason-dialog.tsx')).ReasonDialog,
}))

/** What is about to be put in force, and why. */
export function SaveDialog({
  title,
  effect,
  changes,
  isBusy,
  error,
  onClose,
  onSubmit,
}: {
  title: string
  /** What it means for a rollout that runs now. */
  effect: string
  changes: readonly Change[]
  isBusy: boolean
  error: unknown
  onClose: () => void
  onSubmit: (reason: string) => void
}) {
  return (
    <Suspense>
      <ReasonDialog
        title={title}
        action="Put in force"
        cancel="Go on editing"
        variant="primary"
        isBusy={isBusy}
        error={error}
        kept="Kept with the version and in the audit log."
        onClose={onClose}
        onSubmit={onSubmit}
      >
        <p className="mb-2">{effect}</p>
        <ChangeList label="Changes" changes={changes} />
      </ReasonDialog>
    </Suspense>
  )
}
