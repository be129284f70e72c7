import { decisionIds, type DecisionId, type MatrixRow } from '@lockstep/shared-types/decision'
import type { MeasurementSeries, MetricId } from '@lockstep/shared-types/measurement'
import type { ReplayChange, ReplayOutcome } from '@lockstep/shared-types/policy'
import { decide } from './decide.ts'
import type { DecisionInputs, VariantWindow } from './variant-window.ts'

type Series = Pick<MeasurementSeries, 'metric' | 'periodSeconds' | 'points'>

/**
 * What limits would have decided in the past, period by period, as if a rollout had been under way. It looks at the
 * environment as a whole: what variants there were then is not known. Whether the backend answered is told by its
 * healthy hosts. Periods without measurements count as they would have: the rollout is held.
 */
export function replay(
  matrix: readonly MatrixRow[],
  series: readonly Series[],
  span: { readonly from: Date; readonly to: Date },
): ReplayOutcome {
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted()
  const inSpan = times.filter(
    (at) => Date.parse(at) >= span.from.getTime() && Date.parse(at) < span.to.getTime(),
  )
  const used = new Set(
    matrix.flatMap(({ when }) => when.flatMap((one) => (one.kind === 'metric' ? [one.metric] : []))),
  )
  const looks = inSpan.map((at) => {
    const inputs = inputsAt(series, at)
    const missing = [...used].every((metric) => inputs.all?.values[metric] === undefined)
    return { at, missing: used.size > 0 && missing, ...decide({ matrix: [...matrix] }, inputs, null) }
  })
  const changes = looks.flatMap((look, index): ReplayChange[] => {
    const before = looks[index - 1]
    if (before?.decision === look.decision && before.severity === look.severity) return []
    const next = looks.findIndex(
      (later, at) => at > index && (later.decision !== look.decision || later.severity !== look.severity),
    )
    const { at, decision, severity, sentence } = look
    return [{ at, until: looks[next]?.at ?? span.to.toISOString(), decision, severity, sentence }]
  })
  const counts = countsOf(changes)
  const seen = looks.filter(({ missing }) => !missing).length
  return {
    sentence: sentenceOf(counts, looks.length),
    changes,
    counts,
    coverage: looks.length === 0 ? 0 : seen / looks.length,
  }
}

function inputsAt(series: readonly Series[], at: string): DecisionInputs {
  const period = series[0]?.periodSeconds ?? 60
  const to = new Date(Date.parse(at) + period * 1000)
  const values: Partial<Record<MetricId, number>> = {}
  for (const { metric, points } of series) {
    const value = points.find((point) => point.at === at)?.value ?? null
    if (value !== null) values[metric] = value
  }
  const all: VariantWindow = {
    variant: 'all',
    from: at,
    to: to.toISOString(),
    periodSeconds: period,
    values,
    requests: values.requests ?? null,
    newestAt: Object.keys(values).length === 0 ? null : at,
    periods: [],
  }
  const hosts = values['healthy-hosts']
  const availability = hosts === undefined ? 'up' : hosts > 0 ? 'up' : 'down'
  return {
    now: to,
    all,
    baseline: null,
    candidate: null,
    unreadable: null,
    availability,
    staleAfterSeconds: period,
  }
}

function countsOf(changes: readonly ReplayChange[]): Record<DecisionId, number> {
  const counts: Record<DecisionId, number> = {
    continue: 0,
    monitor: 0,
    pause: 0,
    'previous-stage': 0,
    'rollback-to-zero': 0,
  }
  for (const { decision } of changes) counts[decision] += 1
  return counts
}

const did: Readonly<Record<DecisionId, string | null>> = {
  continue: null,
  monitor: 'kept an eye on it',
  pause: 'paused',
  'previous-stage': 'gone back a stage',
  'rollback-to-zero': 'gone back to zero',
}

function sentenceOf(counts: Readonly<Record<DecisionId, number>>, looks: number): string {
  if (looks === 0) return 'There are no measurements of that time.'
  const parts = decisionIds
    .toReversed()
    .flatMap((id) => (did[id] === null || counts[id] === 0 ? [] : [`${did[id]} ${times(counts[id])}`]))
  if (parts.length === 0) return 'Would have gone on all the time.'
  const last = parts.at(-1) ?? ''
  return `Would have ${parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`}.`
}

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)
