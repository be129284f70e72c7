import type { Actor } from '@lockstep/shared-types/actor'
import type { Comparison } from '@lockstep/shared-types/decision'
import type { GateCheck, GateState, RolloutStage, SuccessCriterion } from '@lockstep/shared-types/gate'
import { count } from '../drift/words.ts'
import { candidateShare, isFarBelow } from './candidate-share.ts'
import { isBetter } from './compare.ts'
import { isOfFew, onlyRequests, requestsToSay } from './few-requests.ts'
import { judgeMetric } from './judge-metric.ts'
import type { DecisionInputs, VariantWindow } from './variant-window.ts'
import { capital, metricWords, percentWords, valueWords } from './words.ts'

export type GateInputs = {
  /** Of the stage's bake time, what has been seen to pass. */
  readonly bakedSeconds: number
  /** The share of the candidate that the stage is for. */
  readonly percent: number
  /** False while the rollout is held: then time alone brings nothing. */
  readonly timeRuns: boolean
  /** Since when the decision has been to go on, without a break; null while it is not. */
  readonly stableSince: string | null
  /** Measurements over the stable window, at least over the policy's, and only since the stage's percentage was applied. */
  readonly inputs: DecisionInputs
  readonly comparison: Comparison | null
  readonly ticks: Readonly<Record<string, { readonly by: Actor; readonly at: string }>>
}

type Found = Pick<GateCheck, 'id' | 'state' | 'sentence'> & Partial<GateCheck>
const check = (found: Found): GateCheck => ({ passesAt: null, tickedBy: null, tickedAt: null, ...found })

/** Every condition to leave the stage, as it stands now. */
export function judgeGate({ bakeSeconds, gate }: RolloutStage, seen: GateInputs): GateState {
  const checks = [
    ...bakeCheck(bakeSeconds, seen),
    ...stableCheck(gate.stableSeconds, seen),
    ...trafficCheck(seen),
    ...gate.criteria.map((criterion) => criterionCheck(criterion, seen.inputs)),
    ...comparisonCheck(gate.comparison, seen.comparison),
    ...gate.manual.map(({ id, label }) => {
      const tick = seen.ticks[id]
      return check({
        id: `manual:${id}`,
        state: tick === undefined ? 'waiting' : 'pass',
        sentence: label,
        tickedBy: tick?.by ?? null,
        tickedAt: tick?.at ?? null,
      })
    }),
    ...(gate.promotion === 'manual'
      ? [check({ id: 'promotion', state: 'waiting', sentence: 'A person presses Promote.' })]
      : []),
  ]
  return { state: worst(checks), checks }
}

const badness = { pass: 0, waiting: 1, inconclusive: 2, fail: 3 } as const
const worst = (checks: readonly GateCheck[]): GateState['state'] =>
  checks.reduce<GateState['state']>(
    (state, one) => (badness[one.state] > badness[state] ? one.state : state),
    'pass',
  )

function bakeCheck(seconds: number, { bakedSeconds, timeRuns, inputs }: GateInputs): GateCheck[] {
  if (seconds === 0) return []
  const left = seconds - bakedSeconds
  if (left <= 0) return [check({ id: 'bake', state: 'pass', sentence: 'The bake time is over.' })]
  return [
    check({
      id: 'bake',
      state: 'waiting',
      sentence: timeRuns ? 'The bake time runs.' : 'The bake time stands still while the rollout is held.',
      passesAt: timeRuns ? new Date(inputs.now.getTime() + left * 1000).toISOString() : null,
    }),
  ]
}

function stableCheck(seconds: number, { stableSince, timeRuns, inputs }: GateInputs): GateCheck[] {
  if (seconds === 0) return []
  if (stableSince === null)
    return [check({ id: 'stable', state: 'fail', sentence: 'It is not stable now: the time begins anew.' })]
  const passesAt = Date.parse(stableSince) + seconds * 1000
  if (passesAt <= inputs.now.getTime())
    return [check({ id: 'stable', state: 'pass', sentence: 'It has been stable for long enough.' })]
  return [
    check({
      id: 'stable',
      state: 'waiting',
      sentence: 'It is stable, not yet for long enough.',
      passesAt: timeRuns ? new Date(passesAt).toISOString() : null,
    }),
  ]
}

/** Whether users were sent to the candidate as the stage says. Silent where variants are not told apart. */
function trafficCheck({ percent, inputs }: GateInputs): GateCheck[] {
  const { baseline, candidate } = inputs
  if (candidate === null || hasValues(candidate)) return []
  const id = 'traffic'
  if ((candidate.requests ?? 0) === 0)
    return [
      check({
        id,
        state: 'inconclusive',
        sentence: `Nobody was measured on the candidate since ${percent} % began${onBaseline(baseline)}: it waits for requests there.`,
      }),
    ]
  const share = candidateShare(baseline, candidate)
  if (share === null || !isFarBelow(share, percent)) return []
  const sentence = `Of ${Math.round(share.requests)} requests since ${percent} % began, ${percentWords(share.percent)} reached the candidate: something else takes them, such as another rule of the load balancer.`
  return [check({ id, state: 'inconclusive', sentence })]
}

/** Few requests in all, as at night, and many that go elsewhere read differently. */
const onBaseline = (baseline: VariantWindow | null): string =>
  baseline === null || baseline.requests === null
    ? ''
    : `, and ${count(Math.round(baseline.requests), 'request')} reached the baseline`

/** Where numbers of requests are not read, a rate or a latency tells that there were some. */
const hasValues = ({ requests, values }: VariantWindow): boolean =>
  requests === null && (values['error-rate'] !== undefined || values['latency-p95'] !== undefined)

/** To claim a rate below a limit takes three requests for each one that the limit would let fail (the rule of three). */
const requestsForClaim = (limit: number): number => Math.ceil(3 / (limit / 100))

function criterionCheck({ metric, must, limit }: SuccessCriterion, inputs: DecisionInputs): GateCheck {
  const id = `criterion:${metric}`
  const comparison = must === 'below' ? 'above' : 'below'
  const { judgement, measurement } = judgeMetric(inputs, { metric, comparison, limit })
  const { value, requests } = measurement
  const wanted = `${must} ${valueWords(metric, limit)}`
  const name = metricWords[metric]
  if (judgement === 'missing' || value === null)
    return check({
      id,
      state: 'inconclusive',
      sentence: `There is no current value of ${name}; it must be ${wanted}.`,
    })
  if (requests !== null && metric !== 'error-rate' && isOfFew(metric, requests))
    return check({
      id,
      state: 'inconclusive',
      sentence: `${capital(onlyRequests(requests))} too few to say what ${name} is: it takes ${requestsToSay(metric)}.`,
    })
  const words = `${metricWords[metric]} is ${valueWords(metric, value)}; it must be ${wanted}`
  // On the limit is neither below nor above it.
  if (judgement !== 'within' || value === limit)
    return check({ id, state: 'fail', sentence: `The ${words}.` })
  if (metric === 'error-rate' && must === 'below' && limit > 0 && requests !== null) {
    const needed = requestsForClaim(limit)
    if (requests < needed)
      return check({
        id,
        state: 'inconclusive',
        sentence: `The ${words}, and ${Math.round(requests)} requests are too few to say so: it takes ${needed}.`,
      })
  }
  return check({ id, state: 'pass', sentence: `The ${words}.` })
}

function comparisonCheck(
  demand: RolloutStage['gate']['comparison'],
  comparison: Comparison | null,
): GateCheck[] {
  if (demand === 'none') return []
  const id = 'comparison'
  if (comparison === null)
    return [
      check({ id, state: 'inconclusive', sentence: 'Nothing has been compared with the baseline yet.' }),
    ]
  const { verdict, sentence } = comparison
  if (verdict !== 'pass' || demand === 'not-worse') return [check({ id, state: verdict, sentence })]
  return isBetter(comparison)
    ? [check({ id, state: 'pass', sentence: `Every value is better than the baseline’s. ${sentence}` })]
    : [check({ id, state: 'fail', sentence: `Not every value is better than the baseline’s. ${sentence}` })]
}
