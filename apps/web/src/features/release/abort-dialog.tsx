import type { Release } from '@lockstep/shared-types/release'
import { attempt } from '../../api/attempt.ts'
import { useAbortRelease } from '../../api/release-actions.ts'
import { showToast } from '../../ui/toasts.ts'
import { ReasonDialog } from '../../vocabulary/reason-dialog.tsx'
import { abortConsequence } from './abort-consequence.ts'

/** Stops the release at the next safe point, after saying what that leaves behind. */
export function AbortDialog({ release, onClose }: { release: Release; onClose: () => void }) {
  const { mutate, isPending, error } = useAbortRelease(release.id)
  return (
    <ReasonDialog
      title="Abort this release"
      action="Abort the release"
      cancel="Let it run"
      variant="danger"
      isBusy={isPending}
      error={error}
      onClose={onClose}
      onSubmit={(reason) =>
        mutate(attempt({ reason }), {
          onSuccess: () => {
            onClose()
            showToast(
              'The abort is on its way',
              'The release stops at the next safe point and says in which state.',
            )
          },
        })
      }
    >
      <p>It stops at the next safe point. {abortConsequence(release)}</p>
    </ReasonDialog>
  )
}
