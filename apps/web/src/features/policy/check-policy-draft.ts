import { decisionIds, severities } from '@lockstep/shared-types/decision'
import { formatShare } from '../../lib/format-number.ts'
import { limitText, metricUnitOf, metricWord } from '../../vocabulary/metric-words.ts'
import { decisionLook, severityWord } from '../../vocabulary/rollout/decision-look.ts'
import { prefixed, type FieldErrors } from './field-errors.ts'
import type { ConditionDraft, MatrixRowDraft, PolicyDraft, StageDraft } from './policy-draft.ts'
import { readDuration, readLimit, readNumber } from './read-field.ts'

const shortestWindowSeconds = 60
const longestWindowSeconds = 86_400

/** What is wrong, by path such as `stages.0.percent`: the rules of the server that need no knowledge of AWS. */
export const checkPolicyDraft = (draft: PolicyDraft): FieldErrors => {
  const window = readDuration(draft.window)
  const windowError =
    window.error ??
    (window.value < shortestWindowSeconds || window.value > longestWindowSeconds
      ? 'From 1 min to 1 d.'
      : null)
  const goesBack = draft.goesBackAfter.trim() === '' ? null : readDuration(draft.goesBackAfter)
  const goesBackError = goesBack?.error ?? (goesBack?.value === 0 ? 'Leave it empty to only hold.' : null)
  return new Map([
    ...draft.stages.flatMap((stage, index) =>
      prefixed(`stages.${index}`, checkStage(stage, draft.stages, index)),
    ),
    ...draft.matrix.flatMap((row, index) => prefixed(`matrix.${index}`, checkRow(row, draft.matrix, index))),
    ...(windowError === null ? [] : [['windowSeconds', windowError] as const]),
    ...(goesBackError === null ? [] : [['inconclusiveGoesBackAfterSeconds', goesBackError] as const]),
  ])
}

const found = (entries: readonly (readonly [string, string | null])[]): FieldErrors =>
  new Map(entries.flatMap(([path, message]) => (message === null ? [] : [[path, message] as const])))

const checkStage = (stage: StageDraft, stages: readonly StageDraft[], index: number): FieldErrors =>
  found([
    ['percent', percentError(stages, index)],
    ['bakeSeconds', readDuration(stage.bake).error],
    ['gate.stableSeconds', readDuration(stage.stable).error],
    ...stage.criteria.map(
      ({ metric, limit }, at) => [`gate.criteria.${at}.limit`, readLimit(limit, metric).error] as const,
    ),
    ...stage.criteria.map(({ metric, must }, at) => {
      const first = stage.criteria.findIndex((other) => other.metric === metric && other.must === must)
      const twice = first < at ? `${metricWord[metric]} must be ${must} a limit already.` : null
      return [`gate.criteria.${at}.metric`, twice] as const
    }),
    ...stage.manual.map(
      ({ label }, at) =>
        [`gate.manual.${at}.label`, label.trim() === '' ? 'Say what is to be ticked.' : null] as const,
    ),
  ])

const percentError = (stages: readonly StageDraft[], index: number): string | null => {
  const { value, error } = readNumber(stages[index]?.percent ?? '')
  if (error !== null) return error
  const before = readNumber(stages[index - 1]?.percent ?? '0').value ?? 0
  if (value <= 0 || value > 100) return 'Above 0 and at most 100.'
  if (Math.abs(value * 100 - Math.round(value * 100)) > 1e-6) return 'At most two decimals.'
  if (value <= before) return `Must be above the stage before, ${formatShare(before)}.`
  return index === stages.length - 1 && value !== 100 ? 'The last stage must be 100 %.' : null
}

const checkRow = (row: MatrixRowDraft, matrix: readonly MatrixRowDraft[], index: number): FieldErrors => {
  const harder = matrix[index - 1]
  const isSeverer =
    harder !== undefined && severities.indexOf(row.severity) > severities.indexOf(harder.severity)
  const isHarder =
    harder !== undefined && decisionIds.indexOf(row.decision) > decisionIds.indexOf(harder.decision)
  const within = row.within.trim() === '' ? null : readDuration(row.within)
  return found([
    ['severity', isSeverer ? `Must stand before ${severityWord[harder.severity].toLowerCase()}.` : null],
    [
      'decision',
      isHarder
        ? `Harder than “${decisionLook[harder.decision].word}” of the row before, which goes first.`
        : null,
    ],
    ['withinSeconds', within?.error ?? (within?.value === 0 ? 'Leave it empty when nothing is due.' : null)],
    ['when', row.when.length === 0 ? 'At least one condition.' : null],
    ...row.when.map((condition, at) => [`when.${at}.limit`, limitError(condition, matrix, index)] as const),
  ])
}

/** A harder row must not apply to values to which a softer one does not: worse numbers never decide more mildly. */
const limitError = (
  { kind, metric, comparison, limit }: ConditionDraft,
  matrix: readonly MatrixRowDraft[],
  index: number,
): string | null => {
  if (kind !== 'metric') return null
  const { value, error } = readLimit(limit, metric)
  if (error !== null) return error
  for (const row of matrix.slice(index + 1)) {
    const other = row.when.find(
      (one) => one.kind === 'metric' && one.metric === metric && one.comparison === comparison,
    )
    const softer = other === undefined ? null : readLimit(other.limit, metric).value
    if (softer !== null && (comparison === 'above' ? value < softer : value > softer))
      return `Would decide before ${comparison} ${limitText(softer, metricUnitOf[metric])} of ${severityWord[row.severity].toLowerCase()}.`
  }
  return null
}
