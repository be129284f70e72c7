import type { Rollout } from '@lockstep/shared-types/rollout'
import { formatShare } from '../../lib/format-number.ts'
import { openCheckText } from './gate-words.ts'
import { baselineName, candidateName } from './rollout-look.ts'

export type NextStep = {
  readonly text: string
  /** The moment that the text leads up to, shown as a countdown after it. */
  readonly until: string | null
}

const plain = (text: string): NextStep => ({ text, until: null })

/** The next thing that happens to the rollout, and when. */
export const nextStep = (rollout: Rollout): NextStep => {
  const { phase, end, held, foreign, problem, inconclusive, wantedPercent } = rollout
  if (phase === 'ended')
    return plain(
      end?.how === 'full'
        ? `Everything goes to ${candidateName(rollout)}.`
        : `Everything goes to ${baselineName(rollout)} again.`,
    )
  if (phase === 'leaving') return plain(`Traffic is being taken off ${candidateName(rollout)}.`)
  if (foreign !== null)
    return plain('The traffic was moved outside Lockstep: take over, or accept what is there.')
  if (inconclusive !== null && inconclusive.goesBackAt !== null)
    return { text: 'Measurements are missing; it goes a stage back in', until: inconclusive.goesBackAt }
  if (held !== null) return plain(`Held by ${held.by.name}: nothing widens until somebody resumes.`)
  if (problem !== null) return plain(problem.title)
  if (phase === 'shifting') return plain(`AWS is taking over ${formatShare(wantedPercent)}.`)
  return nextOfStage(rollout)
}

const nextOfStage = (rollout: Rollout): NextStep => {
  const { stages, stageIndex, bakeUntil, gate } = rollout
  const following = stages[stageIndex + 1]
  const aim = following === undefined ? 'It is done' : `It goes to ${formatShare(following.percent)}`
  const isManual = stages[stageIndex]?.gate.promotion === 'manual'
  const open = gate?.checks.find(({ id, state }) => state !== 'pass' && id !== 'promotion' && id !== 'bake')
  if (gate?.state === 'fail')
    return plain(`The gate fails: ${open === undefined ? 'look at its checks.' : openCheckText(open)}`)
  if (bakeUntil !== null)
    return { text: `${isManual ? 'It may be promoted' : aim} at the earliest in`, until: bakeUntil }
  if (open !== undefined)
    return open.passesAt === null
      ? plain(`The gate waits: ${openCheckText(open)}`)
      : { text: `${isManual ? 'It may be promoted' : aim} at the earliest in`, until: open.passesAt }
  return plain(isManual ? 'The gate passes: somebody has to promote it.' : `${aim} now: the gate passes.`)
}
