import type { MatrixCondition } from '@lockstep/shared-types/decision'
import type { SuccessCriterion } from '@lockstep/shared-types/gate'
import type { Threshold } from '@lockstep/shared-types/measurement'
import type { RolloutPolicy } from '@lockstep/shared-types/policy'
import { metricUnits } from '../decision/words.ts'
import { span } from '../drift/words.ts'
import { unitWord } from './unit-word.ts'

/** Something that can change: what it is called, and its value in words. `unit` stands once, behind the new value. */
type Entry = { readonly label: string; readonly value: string; readonly unit: string }

/** Of a rollout policy made anew nobody reads every line. */
const mostShown = 8

/** What changed, such as `error-rate critical 5 → 2 %; requests warning removed (was 10)`; empty when nothing did. */
function difference(before: readonly Entry[], after: readonly Entry[]): string {
  const was = new Map(before.map((entry) => [entry.label, entry]))
  const is = new Map(after.map((entry) => [entry.label, entry]))
  const changed = after.flatMap((entry) => {
    const old = was.get(entry.label)
    if (old === undefined) return [`${entry.label} set to ${words(entry)}`]
    return old.value === entry.value ? [] : [`${entry.label} ${old.value} → ${words(entry)}`]
  })
  const removed = before.flatMap((entry) =>
    is.has(entry.label) ? [] : [`${entry.label} removed (was ${words(entry)})`],
  )
  const all = [...changed, ...removed]
  const more = all.length - mostShown
  return [...all.slice(0, mostShown), ...(more > 0 ? [`and ${more} more`] : [])].join('; ')
}

const words = ({ value, unit }: Entry): string => `${value} ${unit}`.trim()

export const describeThresholdChange = (before: readonly Threshold[], after: readonly Threshold[]): string =>
  difference(before.map(thresholdEntry), after.map(thresholdEntry))

const usualSide = ({ metric, comparison }: Pick<Threshold, 'metric' | 'comparison'>): boolean =>
  (metric === 'healthy-hosts' || metric === 'requests') === (comparison === 'below')

const thresholdEntry = (threshold: Threshold): Entry => ({
  label: `${threshold.metric} ${threshold.level}${usualSide(threshold) ? '' : ` ${threshold.comparison}`}`,
  value: `${threshold.limit}`,
  unit: unitWord[metricUnits[threshold.metric]],
})

/** To be asked only when something changed: what is rounded away in words is `details changed`. */
export const describePolicyChange = (before: RolloutPolicy, after: RolloutPolicy): string =>
  difference(policyEntries(before), policyEntries(after)) || 'details changed'

const plain = (label: string, value: string): Entry => ({ label, value, unit: '' })
const list = (items: readonly string[]): string => (items.length === 0 ? 'none' : items.join(', '))

function policyEntries(policy: RolloutPolicy): Entry[] {
  const { windowSeconds, inconclusiveGoesBackAfterSeconds: goesBack } = policy
  return [
    ...policy.stages.flatMap(({ percent, bakeSeconds, gate }, index): Entry[] => {
      const stage = `stage ${index + 1}`
      return [
        { label: stage, value: `${percent}`, unit: '%' },
        plain(`${stage} bake`, span(bakeSeconds)),
        plain(`${stage} stable`, span(gate.stableSeconds)),
        plain(`${stage} criteria`, list(gate.criteria.map(criterion))),
        plain(`${stage} comparison`, gate.comparison),
        plain(`${stage} ticks`, list(gate.manual.map(({ label }) => label))),
        plain(`${stage} promotion`, gate.promotion),
      ]
    }),
    ...policy.matrix.flatMap((row, index): Entry[] => {
      const name = `matrix row ${index + 1}`
      return [
        plain(name, row.severity),
        plain(`${name} when`, row.when.map(condition).join(' or ')),
        plain(`${name} decision`, `${row.decision}${row.automatic ? '' : ', by a person'}`),
        plain(`${name} within`, row.withinSeconds === null ? 'no limit' : span(row.withinSeconds)),
      ]
    }),
    plain('window', span(windowSeconds)),
    plain('missing measurements', goesBack === null ? 'hold' : `go back after ${span(goesBack)}`),
  ]
}

const limitWords = (metric: Threshold['metric'], limit: number): string =>
  `${limit} ${unitWord[metricUnits[metric]]}`.trim()

const criterion = ({ metric, must, limit }: SuccessCriterion): string =>
  `${metric} ${must} ${limitWords(metric, limit)}`

function condition(one: MatrixCondition): string {
  switch (one.kind) {
    case 'metric':
      return `${one.metric} ${one.comparison} ${limitWords(one.metric, one.limit)}`
    case 'unavailable':
      return 'API down'
    case 'worse-than-baseline':
      return 'worse than the baseline'
  }
}
