import type { ReleaseStep } from '@lockstep/shared-types/release'
import type { RolloutRecord } from '../../domain/rollout/rollout-record.ts'

/** What the rollout does, in a sentence that does not change with every second. */
export function rolloutSentence({ state }: Pick<RolloutRecord, 'state'>): string {
  const { wantedPercent, stageIndex, stages, held, foreign, problem } = state
  const place = stageIndex < 0 ? 'before the first stage' : `stage ${stageIndex + 1} of ${stages.length}`
  if (foreign !== null && state.phase !== 'leaving')
    return `Somebody moved the traffic to ${foreign.percent} % outside Lockstep, which wants ${wantedPercent} %.`
  switch (state.phase) {
    case 'leaving':
      return problem === null
        ? 'Traffic is being taken off the new version.'
        : `Traffic is being taken off the new version. ${[problem.title, problem.remedy].filter(Boolean).join(' ')}`
    case 'ended':
      return state.end?.how === 'full' ? 'Everybody gets the new version.' : 'Nobody gets the new version.'
    case 'held':
      return `Held at ${wantedPercent} % (${place}) by ${held?.by.name ?? 'nobody'}: ${held?.reason ?? ''}`.trim()
    case 'shifting':
      return problem === null
        ? `Goes to ${wantedPercent} % (${place}).`
        : `Wants ${wantedPercent} % (${place}). ${problem.title}`
    case 'baking':
      return `At ${wantedPercent} % (${place}).`
  }
}

export const progressOf = ({ state }: Pick<RolloutRecord, 'state'>): ReleaseStep['progress'] => ({
  done: state.appliedPercent ?? state.wantedPercent,
  total: 100,
  unit: 'percent',
})
