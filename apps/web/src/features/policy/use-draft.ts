import type { PolicyVersion } from '@lockstep/shared-types/policy'
import { useState } from 'react'

export type Editing<Base extends PolicyVersion, Draft> = {
  /** What was in force when the editing began, or was begun anew. */
  readonly base: Base
  readonly draft: Draft
}

/** A draft of what is in force; null while nobody edits. */
export const useDraft = <Base extends PolicyVersion, Draft>(
  inForce: Base,
  toDraft: (base: Base) => Draft,
) => {
  const [editing, setEditing] = useState<Editing<Base, Draft> | null>(null)
  return {
    editing,
    /** Somebody else has put another version in force since. */
    isOutdated: editing !== null && editing.base.version !== inForce.version,
    start: () => setEditing({ base: inForce, draft: toDraft(inForce) }),
    change: (draft: Draft) => setEditing((before) => before && { ...before, draft }),
    /** Goes on from what is in force now, with this draft. */
    redo: (draft: Draft) => setEditing({ base: inForce, draft }),
    stop: () => setEditing(null),
  }
}
