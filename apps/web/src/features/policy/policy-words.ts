import type { MatrixCondition, MatrixRow } from '@lockstep/shared-types/decision'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatShare } from '../../lib/format-number.ts'
import { metricText, metricUnitOf, metricWord } from '../../vocabulary/metric-words.ts'
import { severityWord } from '../../vocabulary/rollout/decision-look.ts'
import { bakeText, gateConditions } from '../../vocabulary/rollout/gate-words.ts'
import type { Entry } from './changes.ts'

export const conditionText = (condition: MatrixCondition): string => {
  switch (condition.kind) {
    case 'metric':
      return `${metricWord[condition.metric]} ${condition.comparison} ${metricText(condition.limit, metricUnitOf[condition.metric])}`
    case 'unavailable':
      return 'the API is down'
    case 'worse-than-baseline':
      return 'worse than the baseline'
  }
}

/** `error rate above 5 % or the API is down`. */
export const whenText = ({ when }: Pick<MatrixRow, 'when'>): string => when.map(conditionText).join(' or ')

/** What is done, as in "If …, then …". */
export const decisionText = {
  continue: 'go on',
  monitor: 'go on, with an eye on it',
  pause: 'pause',
  'previous-stage': 'go one stage back',
  'rollback-to-zero': 'take all traffic off it',
} as const satisfies Record<MatrixRow['decision'], string>

/** `If error rate above 5 %, take all traffic off it, within 5 min, by itself.` */
export const rowSentence = (row: MatrixRow): string => {
  const within = row.withinSeconds === null ? '' : `, within ${formatDuration(row.withinSeconds)}`
  const how = row.automatic ? 'by itself' : 'when a person does'
  const isAct = row.decision !== 'continue' && row.decision !== 'monitor'
  return `If ${whenText(row)}: ${decisionText[row.decision]}${within}${isAct ? `, ${how}` : ''}.`
}

/** Everything that a rollout policy says, in words, for a list of what changed. */
export const policyEntries = (policy: RolloutPolicy): readonly Entry[] => [
  ...policy.stages.map(({ percent, bakeSeconds, gate }, index) => ({
    label: `Stage ${index + 1}`,
    value: [formatShare(percent), bakeText(bakeSeconds), ...gateConditions(gate)].join(', '),
  })),
  ...policy.matrix.map((row, index) => ({
    label: `Decision ${index + 1}`,
    value: `${severityWord[row.severity]}. ${rowSentence(row)}`,
  })),
  { label: 'Values are taken over', value: formatDuration(policy.windowSeconds) },
  { label: 'When measurements are missing', value: missingText(policy) },
]

export const missingText = ({
  inconclusiveGoesBackAfterSeconds: goesBack,
}: Pick<RolloutPolicy, 'inconclusiveGoesBackAfterSeconds'>): string =>
  goesBack === null ? 'hold' : `hold, and go one stage back after ${formatDuration(goesBack)}`
