import type { Gate, GateCheck, RolloutStage, SuccessCriterion } from '@lockstep/shared-types/gate'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatShare, plural } from '../../lib/format-number.ts'
import { limitText, metricUnitOf, metricWord } from '../metric-words.ts'

/** `bakes 7 d`, `no bake time`. */
export const bakeText = (seconds: number): string =>
  seconds === 0 ? 'no bake time' : `bakes ${formatDuration(seconds)}`

/** `error rate below 0.1 %`. */
export const criterionText = ({ metric, must, limit }: SuccessCriterion): string =>
  `${metricWord[metric]} ${must} ${limitText(limit, metricUnitOf[metric])}`

/** Every condition of a gate; empty when there is none but the bake time. */
export const gateConditions = ({
  stableSeconds,
  criteria,
  comparison,
  manual,
  promotion,
}: Gate): readonly string[] => [
  ...criteria.map(criterionText),
  ...(stableSeconds > 0 ? [`stable for ${formatDuration(stableSeconds)}`] : []),
  ...(comparison === 'not-worse' ? ['not worse than the baseline'] : []),
  ...(comparison === 'better' ? ['better than the baseline'] : []),
  ...manual.map(({ label }) => `ticked by hand: ${label}`),
  ...(promotion === 'manual' ? ['promoted by hand'] : []),
]

/** `10 % → 50 % → 100 %`. */
export const stagesText = (stages: readonly Pick<RolloutStage, 'percent'>[]): string =>
  stages.map(({ percent }) => formatShare(percent)).join(' → ')

/** `3 stages, at least 14 d`. */
export const stagesNote = (stages: readonly RolloutStage[]): string => {
  const seconds = stages.reduce((sum, stage) => sum + stage.bakeSeconds, 0)
  const count = plural(stages.length, 'stage')
  return seconds === 0 ? count : `${count}, at least ${formatDuration(seconds)}`
}

/** Why a check does not pass yet. What a person has to tick says only what it is about. */
export const openCheckText = ({ id, sentence }: Pick<GateCheck, 'id' | 'sentence'>): string =>
  id.startsWith('manual:') ? `“${sentence}” is not ticked yet.` : sentence
