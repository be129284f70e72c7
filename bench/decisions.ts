import { compare } from '../apps/bff/src/domain/decision/compare.ts'
import { forNextStage, noComparison } from '../apps/bff/src/domain/decision/comparison-memory.ts'
import { decide } from '../apps/bff/src/domain/decision/decide.ts'
import { judgeGate } from '../apps/bff/src/domain/decision/gate.ts'
import { observe } from '../apps/bff/src/domain/decision/observe.ts'
import { seededRandom } from '../apps/bff/src/domain/decision/testing/seeded-random.ts'
import { simulatePeriods, type Period } from '../apps/bff/src/domain/decision/testing/simulate-traffic.ts'
import { begin, windowOf } from '../apps/bff/src/domain/decision/testing/variant-fixture.ts'
import type { DecisionInputs } from '../apps/bff/src/domain/decision/variant-window.ts'
import { standardMatrix } from '@lockstep/shared-types/standard-matrix'
import { medianOf, rounded } from './median.ts'
import type { BenchRow } from './row.ts'

const rollouts = 1000
const requestsPerMinute = 3000
const usualP95 = 240
/** Usual error rates are spread evenly in their logarithm between these, as shares. */
const errorRates = { from: 0.0005, to: 0.003 }
const percentages = [10, 50, 100]
const bakeMinutes = 30
const windowMinutes = 5
const mostMinutes = 24 * 60

type Ended = { readonly as: 'full' | 'stopped' | 'undecided'; readonly minutes: number }

/**
 * Plays whole rollouts through the decision matrix, the comparison and the gates, a look each minute: how many healthy
 * ones go back, how many with a doubled error rate get through, and how fast those are found.
 */
export function benchDecisions(): BenchRow[] {
  const healthy = Array.from({ length: rollouts }, (_, seed) => play(seed + 1, 1, true))
  const bad = Array.from({ length: rollouts }, (_, seed) => play(seed + 1, 2, true))
  const fixed = Array.from({ length: rollouts }, (_, seed) => play(seed + 1, 2, false))
  const share = (of: readonly Ended[], test: (ended: Ended) => boolean): number =>
    rounded((of.filter(test).length / of.length) * 100, 1)
  const found = bad.filter(({ as }) => as === 'stopped').map(({ minutes }) => minutes)
  const byLimit = fixed.filter(({ as }) => as === 'stopped').map(({ minutes }) => minutes)
  const traffic = `${requestsPerMinute} requests a minute, 0.05 to 0.3 % errors, a look each minute`
  return [
    {
      name: 'decisions: healthy rollouts that went back, of 1,000',
      value: share(healthy, ({ as }) => as === 'stopped'),
      unit: '%',
      comparedWith: `goal: at most 1; ${traffic}`,
    },
    {
      name: 'decisions: healthy rollouts that reached 100 %',
      value: share(healthy, ({ as }) => as === 'full'),
      unit: '%',
      comparedWith: 'within a day',
    },
    {
      name: 'decisions: rollouts with a doubled error rate that were missed, of 1,000',
      value: share(bad, ({ as }) => as !== 'stopped'),
      unit: '%',
      comparedWith: 'goal: at most 1',
    },
    {
      name: 'decisions: time until a doubled error rate was found, median',
      value: rounded(medianOf(found), 0),
      unit: 'min',
      comparedWith: `a fixed limit of 1 % alone found ${byLimit.length} of 1,000${byLimit.length === 0 ? '' : `, median ${rounded(medianOf(byLimit), 0)} min`}`,
    },
  ]
}

/** One rollout whose candidate fails `ratio` times as often as the baseline; without comparison only limits decide. */
function play(seed: number, ratio: number, comparing: boolean): Ended {
  const random = seededRandom(seed)
  const usual = errorRates.from * (errorRates.to / errorRates.from) ** random()
  const matrix = comparing
    ? [...standardMatrix]
    : standardMatrix.map((row) => ({
        ...row,
        when: row.when.filter(({ kind }) => kind !== 'worse-than-baseline'),
      }))
  const baseline: Period[] = []
  const candidate: Period[] = []
  let memory = noComparison
  let minute = 0
  for (const percent of percentages) {
    const stage = {
      percent,
      bakeSeconds: bakeMinutes * 60,
      gate: {
        stableSeconds: 0,
        criteria: [],
        comparison: comparing ? ('not-worse' as const) : ('none' as const),
        manual: [],
        promotion: 'automatic' as const,
      },
    }
    const begunAt = minute
    for (;;) {
      if (minute >= mostMinutes) return { as: 'undecided', minutes: minute }
      const requests = (requestsPerMinute * percent) / 100
      const played = simulatePeriods(
        {
          baseline: { requests: requestsPerMinute - requests, errorRate: usual, p95: usualP95 },
          candidate: { requests, errorRate: usual * ratio, p95: usualP95 },
        },
        1,
        random,
      )
      baseline.push(...played.baseline)
      candidate.push(...played.candidate)
      minute += 1
      if (minute - begunAt < windowMinutes) continue
      const inputs = inputsAt(minute, baseline, candidate)
      memory = observe(memory, inputs)
      const comparison = compare(memory)
      const { decision } = decide({ matrix }, inputs, comparison)
      if (decision === 'previous-stage' || decision === 'rollback-to-zero')
        return { as: 'stopped', minutes: minute }
      const bakedSeconds = (minute - begunAt) * 60
      const gate = judgeGate(stage, {
        bakedSeconds,
        percent: 10,
        timeRuns: true,
        stableSince: null,
        inputs,
        comparison,
        ticks: {},
      })
      if (gate.state === 'pass') break
    }
    memory = forNextStage(memory)
  }
  return { as: 'full', minutes: minute }
}

function inputsAt(minute: number, baseline: readonly Period[], candidate: readonly Period[]): DecisionInputs {
  const first = Math.max(0, minute - windowMinutes)
  const latency = { 'latency-p95': usualP95 }
  const of = (variant: 'baseline' | 'candidate', periods: readonly Period[]) => {
    const window = windowOf(variant, periods.slice(first), first)
    return { ...window, values: { ...latency, ...window.values } }
  }
  return {
    now: new Date(begin + minute * 60_000),
    all: null,
    baseline: of('baseline', baseline),
    candidate: of('candidate', candidate),
    unreadable: null,
    availability: 'up',
    staleAfterSeconds: 300,
  }
}
