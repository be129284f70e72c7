import type { Rollout } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'
import { baselineName, candidateName, shareWord } from '../../vocabulary/rollout/rollout-look.ts'

/** What Apply does, in one sentence. */
export const effectSentence = (rollout: Rollout, percent: number): string => {
  const { wantedPercent, driver } = rollout
  const from = formatShare(wantedPercent)
  const to = formatShare(percent)
  const who = shareWord[driver]
  const candidate = candidateName(rollout)
  if (percent === wantedPercent) return `${to} is what is wanted already.`
  if (percent === 0)
    return `No ${who} go to ${candidate} any more: all of them get ${baselineName(rollout)}. The rollout stays open, held at 0 %.`
  const moved =
    percent === 100
      ? `All ${who} go to ${candidate}, instead of ${from}.`
      : `${percent > wantedPercent ? 'Raises' : 'Lowers'} the share of ${who} that go to ${candidate} from ${from} to ${to}.`
  return `${moved} It stays there until somebody resumes.`
}

const tolerancePoints = 2
const toleranceShare = 0.2

/** Why wanted, applied and measured are not the same; null when they agree. */
export const gapSentence = (rollout: Rollout): string | null => {
  const { wantedPercent, appliedPercent, measuredPercent, problem, foreign } = rollout
  if (foreign !== null) return foreign.sentence
  if (appliedPercent === null)
    return problem === null
      ? 'What AWS says has not been read yet.'
      : `What AWS says could not be read: ${problem.title}`
  if (appliedPercent !== wantedPercent)
    return problem === null
      ? `AWS still says ${formatShare(appliedPercent)}; the change to ${formatShare(wantedPercent)} is on its way.`
      : `AWS still says ${formatShare(appliedPercent)}: ${problem.title}`
  if (measuredPercent === null) return 'Too few requests were measured lately to tell the real share.'
  const tolerance = Math.max(tolerancePoints, appliedPercent * toleranceShare)
  if (Math.abs(measuredPercent - appliedPercent) <= tolerance) return null
  return measuredPercent < appliedPercent
    ? 'Less traffic than set: it is measured over the last minutes, and users move over bit by bit.'
    : 'More traffic than set: it is measured over the last minutes, and open sessions stay where they are for a while.'
}

export type Change = { readonly text: string; readonly at: string | null }

/** What somebody did between the two; null when it is the same rollout. */
export const changeBetween = (before: Rollout, now: Rollout): Change | null => {
  if (before.revision === now.revision) return null
  if (now.end !== null && before.end === null)
    return { text: `${now.end.actor.name} ended the rollout`, at: now.end.askedAt }
  if (now.wantedPercent !== before.wantedPercent || now.wantedAt !== before.wantedAt)
    return { text: `${now.wantedBy.name} set ${formatShare(now.wantedPercent)}`, at: now.wantedAt }
  if (now.held !== null && now.held.at !== before.held?.at)
    return { text: `${now.held.by.name} held the rollout`, at: now.held.at }
  if (now.held === null && before.held !== null) return { text: 'The rollout was resumed', at: null }
  if (now.stageIndex !== before.stageIndex)
    return { text: `The rollout is at another stage now`, at: now.stageSince }
  return { text: 'The rollout was changed', at: now.updatedAt }
}
