import type { Problem } from '@lockstep/shared-types/problem'
import { lookedTooLongAgo, type Control } from './control-input.ts'
import type { RolloutState } from './rollout-state.ts'
import type { TrafficState } from './traffic.ts'

/** To take traffic off the candidate would give it to nobody. What is not known keeps nobody on a bad version. */
export const isMainDown = (healthy: TrafficState['healthy']): boolean =>
  healthy !== undefined && healthy.main === false && healthy.candidate === true

export const isCandidateDown = (healthy: TrafficState['healthy']): boolean => healthy?.candidate === false

/** What was seen long ago keeps nobody on a bad version. */
export const isMainDownNow = (
  state: RolloutState,
  given: Pick<Control, 'now' | 'intervalSeconds'>,
): boolean =>
  isMainDown(state.healthy) && state.appliedPercent !== 0 && lookedTooLongAgo(state, given) === null

export const mainDown: Problem = {
  code: 'no-healthy-target',
  title: 'The baseline has no healthy target; the candidate serves.',
  detail:
    'The traffic stays where it is: whoever were sent to the baseline now would be answered with errors.',
  remedy: 'Bring the main service back, or go to full.',
}

export const candidateDown: Problem = {
  code: 'no-healthy-target',
  title: 'The candidate has no healthy target.',
  detail: 'It gets no more traffic before it has one.',
  remedy: 'Bring its tasks back, or go to zero.',
}

/** What a page shows while somebody may not be moved one way; null when nothing is in the way. */
export function receivingProblem({ healthy }: Pick<RolloutState, 'healthy'>): Problem | null {
  if (isMainDown(healthy)) return mainDown
  return isCandidateDown(healthy) ? candidateDown : null
}

export const inWords = ({ title, remedy }: Problem): string => [title, remedy].filter(Boolean).join(' ')
