import type { MatrixCondition, MatrixRow } from '@lockstep/shared-types/decision'
import type { Gate, RolloutStage } from '@lockstep/shared-types/gate'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { formatDuration } from '../../lib/format-duration.ts'
import { formatShare } from '../../lib/format-number.ts'
import { limitText, metricUnitOf, metricWord } from '../../vocabulary/metric-words.ts'
import { severityWord } from '../../vocabulary/rollout/decision-look.ts'
import { criterionText } from '../../vocabulary/rollout/gate-words.ts'
import type { Entry } from './changes.ts'

export const conditionText = (condition: MatrixCondition): string => {
  switch (condition.kind) {
    case 'metric':
      return `${metricWord[condition.metric]} ${condition.comparison} ${limitText(condition.limit, metricUnitOf[condition.metric])}`
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
  ...policy.stages.flatMap(stageEntries),
  ...policy.matrix.flatMap(rowEntries),
  { label: 'Values are taken over', value: formatDuration(policy.windowSeconds) },
  { label: 'When measurements are missing', value: missingText(policy) },
]

const listed = (items: readonly string[]): string => items.join(', ') || 'none'

const comparisonText = {
  none: 'not compared',
  'not-worse': 'not worse than the baseline',
  better: 'better than the baseline',
} as const satisfies Record<Gate['comparison'], string>

const stageEntries = ({ percent, bakeSeconds, gate }: RolloutStage, index: number): readonly Entry[] => {
  const stage = `Stage ${index + 1}`
  return [
    { label: stage, value: formatShare(percent) },
    { label: `${stage}, bakes for`, value: formatDuration(bakeSeconds) },
    { label: `${stage}, stable for`, value: formatDuration(gate.stableSeconds) },
    { label: `${stage}, left only when`, value: listed(gate.criteria.map(criterionText)) },
    { label: `${stage}, comparison`, value: comparisonText[gate.comparison] },
    { label: `${stage}, ticked by hand`, value: listed(gate.manual.map(({ label }) => label)) },
    { label: `${stage}, goes on`, value: gate.promotion === 'manual' ? 'when promoted' : 'by itself' },
  ]
}

const rowEntries = (row: MatrixRow, index: number): readonly Entry[] => {
  const name = `Row ${index + 1}`
  return [
    { label: `${name}, severity`, value: severityWord[row.severity].toLowerCase() },
    { label: `${name}, when`, value: whenText(row) },
    { label: `${name}, decision`, value: decisionText[row.decision] },
    {
      label: `${name}, within`,
      value: row.withinSeconds === null ? 'nothing is due' : formatDuration(row.withinSeconds),
    },
    { label: `${name}, done`, value: row.automatic ? 'by itself' : 'by a person' },
  ]
}

export const missingText = ({
  inconclusiveGoesBackAfterSeconds: goesBack,
}: Pick<RolloutPolicy, 'inconclusiveGoesBackAfterSeconds'>): string =>
  goesBack === null ? 'hold' : `hold, and go one stage back after ${formatDuration(goesBack)}`
