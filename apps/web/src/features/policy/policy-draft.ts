import type { MatrixCondition, MatrixRow } from '@lockstep/shared-types/decision'
import type { Gate, RolloutStage, SuccessCriterion } from '@lockstep/shared-types/gate'
import type { MetricId } from '@lockstep/shared-types/measurement'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { readDuration, readNumber, writeDuration } from './read-field.ts'

/** Numbers and times as they were typed. */
export type CriterionDraft = Omit<SuccessCriterion, 'limit'> & {
  readonly key: string
  readonly limit: string
}
export type ManualDraft = { readonly key: string; readonly id: string; readonly label: string }
export type StageDraft = Pick<Gate, 'comparison' | 'promotion'> & {
  readonly key: string
  readonly percent: string
  readonly bake: string
  readonly stable: string
  readonly criteria: readonly CriterionDraft[]
  readonly manual: readonly ManualDraft[]
}
export type ConditionDraft = {
  readonly key: string
  readonly kind: MatrixCondition['kind']
  readonly metric: MetricId
  readonly comparison: 'above' | 'below'
  readonly limit: string
}
export type MatrixRowDraft = Pick<MatrixRow, 'severity' | 'decision' | 'automatic'> & {
  readonly key: string
  readonly when: readonly ConditionDraft[]
  /** Empty: nothing is due. */
  readonly within: string
}
export type PolicyDraft = {
  readonly stages: readonly StageDraft[]
  readonly matrix: readonly MatrixRowDraft[]
  readonly window: string
  /** Empty: it only holds. */
  readonly goesBackAfter: string
}

let made = 0
/** A name for what was added, unique on this page. */
export const newKey = (): string => `new-${(made += 1)}`

export const toStageDraft = ({ percent, bakeSeconds, gate }: RolloutStage): StageDraft => ({
  key: newKey(),
  percent: String(percent),
  bake: writeDuration(bakeSeconds),
  stable: writeDuration(gate.stableSeconds),
  comparison: gate.comparison,
  promotion: gate.promotion,
  criteria: gate.criteria.map((one) => ({ ...one, key: newKey(), limit: String(one.limit) })),
  manual: gate.manual.map((one) => ({ ...one, key: newKey() })),
})

const usualCondition = { metric: 'error-rate', comparison: 'above', limit: '' } as const

export const newCondition = (): ConditionDraft => ({ key: newKey(), kind: 'metric', ...usualCondition })

const toConditionDraft = (condition: MatrixCondition): ConditionDraft =>
  condition.kind === 'metric'
    ? { ...condition, key: newKey(), limit: String(condition.limit) }
    : { key: newKey(), kind: condition.kind, ...usualCondition }

export const toMatrixDraft = (matrix: readonly MatrixRow[]): readonly MatrixRowDraft[] =>
  matrix.map(({ severity, when, decision, withinSeconds, automatic }) => ({
    key: newKey(),
    severity,
    decision,
    automatic,
    when: when.map(toConditionDraft),
    within: withinSeconds === null ? '' : writeDuration(withinSeconds),
  }))

export const toDraft = (policy: RolloutPolicy): PolicyDraft => ({
  stages: policy.stages.map(toStageDraft),
  matrix: toMatrixDraft(policy.matrix),
  window: writeDuration(policy.windowSeconds),
  goesBackAfter:
    policy.inconclusiveGoesBackAfterSeconds === null
      ? ''
      : writeDuration(policy.inconclusiveGoesBackAfterSeconds),
})

/** The policy of a draft whose fields can all be read; what cannot counts as zero, so check the draft first. */
export const toPolicy = (draft: PolicyDraft): RolloutPolicy => ({
  stages: draft.stages.map(toStage),
  matrix: draft.matrix.map(({ severity, when, decision, within, automatic }) => ({
    severity,
    when: when.map(toCondition),
    decision,
    withinSeconds: within.trim() === '' ? null : secondsOf(within),
    automatic,
  })),
  windowSeconds: secondsOf(draft.window),
  inconclusiveGoesBackAfterSeconds: draft.goesBackAfter.trim() === '' ? null : secondsOf(draft.goesBackAfter),
})

const secondsOf = (text: string): number => readDuration(text).value ?? 0
const numberOf = (text: string): number => readNumber(text).value ?? 0

const toStage = (stage: StageDraft): RolloutStage => ({
  percent: numberOf(stage.percent),
  bakeSeconds: secondsOf(stage.bake),
  gate: {
    stableSeconds: secondsOf(stage.stable),
    criteria: stage.criteria.map(({ metric, must, limit }) => ({ metric, must, limit: numberOf(limit) })),
    comparison: stage.comparison,
    manual: stage.manual.map(({ id, label }) => ({ id, label: label.trim() })),
    promotion: stage.promotion,
  },
})

const toCondition = ({ kind, metric, comparison, limit }: ConditionDraft): MatrixCondition =>
  kind === 'metric' ? { kind, metric, comparison, limit: numberOf(limit) } : { kind }

/** The id of a check that only a person can tick, from its label; one that is taken gets a number. */
export const manualId = (label: string, taken: readonly string[]): string => {
  const plain =
    label
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 50) || 'check'
  const free = (count: number): string => {
    const id = count === 1 ? plain : `${plain}-${count}`
    return taken.includes(id) ? free(count + 1) : id
  }
  return free(1)
}

/** My part where I changed it, theirs where I did not. */
export const redoPolicy = (
  base: RolloutPolicy,
  mine: RolloutPolicy,
  theirs: RolloutPolicy,
): RolloutPolicy => {
  const pick = <Part extends keyof RolloutPolicy>(part: Part): RolloutPolicy[Part] =>
    JSON.stringify(mine[part]) === JSON.stringify(base[part]) ? theirs[part] : mine[part]
  return {
    stages: pick('stages'),
    matrix: pick('matrix'),
    windowSeconds: pick('windowSeconds'),
    inconclusiveGoesBackAfterSeconds: pick('inconclusiveGoesBackAfterSeconds'),
  }
}
