import type { PolicyVersion } from '@lockstep/shared-types/policy'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Time } from '../../ui/time.tsx'
import { ChangeList } from './change-list.tsx'
import type { Change } from './changes.ts'

/** Somebody put other limits in force while these were edited: who, when, why, what, and how to go on. */
export function OutdatedNotice({
  newest,
  theirs,
  onRedo,
  onDrop,
}: {
  newest: PolicyVersion
  /** What they changed, against what I began with. */
  theirs: readonly Change[]
  onRedo: () => void
  onDrop: () => void
}) {
  return (
    <Notice
      tone="warn"
      icon="warning"
      action={
        <span className="flex flex-wrap gap-2">
          <Button size="small" onClick={onRedo}>
            Redo mine on top of it
          </Button>
          <Button size="small" onClick={onDrop}>
            Drop mine
          </Button>
        </span>
      }
    >
      <strong className="font-semibold">
        {newest.changedBy === null ? 'The configuration file' : newest.changedBy.name} changed this meanwhile
      </strong>
      {newest.changedAt !== null && (
        <>
          , <Time at={newest.changedAt} />
        </>
      )}
      {newest.reason !== null && `: “${newest.reason}”`} Version {newest.version} is in force now; yours began
      before it and cannot be saved as it is.
      {theirs.length > 0 && (
        <div className="mt-2">
          <p className="font-medium">What they changed:</p>
          <ChangeList label="What they changed" changes={theirs} />
        </div>
      )}
    </Notice>
  )
}
