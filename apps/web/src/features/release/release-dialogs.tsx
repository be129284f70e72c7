import type { Release } from '@lockstep/shared-types/release'
import { AbortDialog } from './abort-dialog.tsx'
import { DecideDialog } from './decide-dialog.tsx'

export type ReleaseDialogId = 'abort' | 'keep' | 'rollback'

/** What asks for a reason before it acts on the release. */
export function ReleaseDialogs({
  release,
  opened,
  onClose,
}: {
  release: Release
  opened: ReleaseDialogId
  onClose: () => void
}) {
  switch (opened) {
    case 'abort':
      return <AbortDialog release={release} onClose={onClose} />
    case 'keep':
    case 'rollback':
      return <DecideDialog release={release} decision={opened} onClose={onClose} />
  }
}
