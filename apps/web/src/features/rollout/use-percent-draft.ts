import type { Rollout } from '@lockstep/shared-types/rollout'
import { useState } from 'react'
import { readPercent, type PercentChoice } from './percent-input.ts'
import { changeBetween, type Change } from './rollout-sentences.ts'

type Draft = {
  readonly text: string
  /** The rollout that was on the screen when the choice began. */
  readonly base: Rollout
  readonly reason: string
}

/** What is being chosen, apart from what is wanted: nothing is sent before Apply. */
export const usePercentDraft = (rollout: Rollout) => {
  const [draft, setDraft] = useState<Draft | null>(null)
  const text = draft?.text ?? String(rollout.wantedPercent)
  const choice: PercentChoice =
    draft === null ? { percent: rollout.wantedPercent, error: null } : readPercent(draft.text, rollout)
  /** What somebody else did since the choice began. */
  const change: Change | null = draft === null ? null : changeBetween(draft.base, rollout)
  const begin = (): Draft => draft ?? { text, base: rollout, reason: '' }
  return {
    isChoosing: draft !== null,
    text,
    choice,
    change,
    wantedBefore: draft?.base.wantedPercent ?? rollout.wantedPercent,
    reason: draft?.reason ?? '',
    choose: (next: string) => setDraft({ ...begin(), text: next }),
    giveReason: (reason: string) => setDraft({ ...begin(), reason }),
    /** Takes what is there now as the ground of the choice. */
    seeChange: () => setDraft(draft === null ? null : { ...draft, base: rollout }),
    drop: () => setDraft(null),
    /** `sent` is set, and the rollout is `answer` now. What was typed since is kept. */
    settle: (sent: string, answer: Rollout) =>
      setDraft((now) => (now === null || now.text === sent ? null : { ...now, base: answer })),
  }
}
