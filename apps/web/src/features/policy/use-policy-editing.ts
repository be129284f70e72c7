import type { Policy, RolloutPolicyInForce } from '@lockstep/shared-types/policy'
import { useState, type RefObject } from 'react'
import { attempt } from '../../api/attempt.ts'
import { useChangeRolloutPolicy } from '../../api/policy.ts'
import { showToast } from '../../ui/toasts.ts'
import { changesBetween } from './changes.ts'
import { checkPolicyDraft } from './check-policy-draft.ts'
import { errorsBelow, noErrors } from './field-errors.ts'
import { focusFirstError } from './focus-first-error.ts'
import { useUnsaved } from './leave-guard.tsx'
import { redoPolicy, toDraft, toPolicy, type PolicyDraft } from './policy-draft.ts'
import { policyEntries } from './policy-words.ts'
import { useDraft } from './use-draft.ts'
import { useSave } from './use-save.ts'
import { useTry } from './use-try.ts'

/** A rollout policy from the first change to the version in force. */
export const usePolicyEditing = (
  policy: Policy,
  inForce: RolloutPolicyInForce,
  box: RefObject<HTMLElement | null>,
) => {
  const { editing, isOutdated, start, change, redo, stop } = useDraft(inForce, (base) => toDraft(base.policy))
  const { mutate, isPending } = useChangeRolloutPolicy(policy)
  const save = useSave()
  const replay = useTry(policy)
  const [isAttempted, setIsAttempted] = useState(false)

  const base = editing?.base ?? inForce
  const mine = editing === null ? base.policy : toPolicy(editing.draft)
  const own = editing === null ? noErrors : checkPolicyDraft(editing.draft)
  const errors = new Map([...errorsBelow(save.server, 'policy'), ...own])
  const changes = changesBetween(policyEntries(base.policy), policyEntries(mine))
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
  return {
    editing,
    isOutdated,
    start,
    leave,
    change: (part: Partial<PolicyDraft>) => {
      if (editing !== null) change({ ...editing.draft, ...part })
      save.forget()
    },
    /** What somebody else changed since. */
    theirs: isOutdated ? changesBetween(policyEntries(base.policy), policyEntries(inForce.policy)) : [],
    redo: () => redo(toDraft(redoPolicy(base.policy, mine, inForce.policy))),
    /** A field that is still empty is no error until somebody wants to go on. */
    errors: isAttempted ? errors : new Map([...errors].filter(([, message]) => !message.includes('missing'))),
    errorCount: isAttempted ? errors.size : 0,
    changes,
    tried: { thresholds: null, policy: mine },
    replay,
    tryIt: () => ifGood(() => replay.run({ thresholds: null, policy: mine })),
    save,
    askToSave: () => ifGood(save.ask),
    isSaving: isPending,
    submit: (reason: string) =>
      mutate(attempt({ baseVersion: base.version, reason, policy: mine }), {
        onSuccess: () => {
          save.close()
          leave()
          showToast('The new stages and decisions are in force')
        },
        onError: (problem) => {
          save.failed(problem)
          focusFirstError(box.current)
        },
      }),
  }
}
