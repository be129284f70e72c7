import type { Comparison } from '@lockstep/shared-types/decision'
import { decide, type Outcome } from '../decision/decide.ts'
import type { DecisionInputs, VariantWindow } from '../decision/variant-window.ts'
import { percentWords } from '../decision/words.ts'
import { heldForSite } from './candidate-site.ts'
import { tooFewTasks } from './candidate-tasks.ts'
import type { Look } from './look.ts'
import { excused } from './main-is-back.ts'
import { paused } from './paused.ts'
import { candidateDown, inWords, isCandidateDown, isMainDown, mainDown } from './receiving-half.ts'
import type { RolloutState } from './rollout-state.ts'

/** What the matrix says, and whom it is about: what the baseline does is held against nobody else. */
export type Blamed = Outcome & { readonly about: 'candidate' | 'baseline' }

/** Where nobody has been sent to the candidate yet, every error is the baseline's. */
export const isBeforeTraffic = ({ wantedPercent, appliedPercent, graceFrom }: RolloutState): boolean =>
  wantedPercent === 0 && (appliedPercent ?? 0) === 0 && graceFrom === null

/**
 * What the decision matrix says of this rollout. Minutes that began before it count against nobody: they only tell that
 * measurements arrive, as long as it is too young to have its own.
 */
export function blame(state: RolloutState, look: Look, comparison: Comparison | null): Blamed {
  const measured = blameMeasured(state, look, comparison)
  const { healthy } = state
  if (isMainDown(healthy) && !isBeforeTraffic(state)) return ofDeadMain(measured)
  const held = heldForSite(measured, look.site)
  const outcome = held === measured ? measured : about('candidate', held)
  const excuse = excused(state, look, outcome, comparison)
  if (excuse !== null) return excuse
  const tooSmall = isCandidateDown(healthy) ? inWords(candidateDown) : tooFewTasks(look.tasks)
  if (tooSmall === null || outcome.verdict !== 'pass') return outcome
  return { ...outcome, about: 'candidate', isThin: true, sentence: tooSmall }
}

/** Whatever the measurements say of the candidate: there is nowhere to go back to. */
const ofDeadMain = (outcome: Outcome): Blamed =>
  about(
    'baseline',
    paused(outcome, { severity: 'critical', because: mainDown.title, sentence: inWords(mainDown) }),
  )

function blameMeasured(state: RolloutState, look: Look, comparison: Comparison | null): Blamed {
  if (isBeforeTraffic(state)) return ofBaseline(state, look)
  const inputs = decisionInputs(state, look.measured)
  const own = decide(look.policy, inputs, comparison)
  if (own.verdict === 'inconclusive' && isYoung(look)) {
    const wider = decide(look.policy, decisionInputs(state, look.lately), null)
    return about('candidate', wider.verdict === 'fail' ? nothingYet(wider) : wider)
  }
  if (own.verdict === 'fail' && isExplained(look, inputs, own)) return goesOn(state, look, own)
  return about('candidate', own)
}

const about = (whom: Blamed['about'], outcome: Outcome): Blamed => ({ ...outcome, about: whom })

/** Before anybody is on the candidate: the baseline by its own numbers, else by what the environment has done since the begin. */
function ofBaseline(state: RolloutState, look: Look): Blamed {
  const { lately, measured, policy } = look
  const undivided = { candidate: null, baseline: null }
  const seen = decide(policy, { ...lately, ...undivided, all: baselineWindow(lately) }, null)
  const since = decide(policy, { ...measured, ...undivided }, null)
  const isBaselines = seen.verdict === 'fail' && lately.baseline !== null
  const failing = isBaselines ? seen : since
  if (failing.verdict === 'fail')
    return {
      ...failing,
      decision: 'pause',
      sentence: `${baselineWords(state, failing)}; the candidate has had no request. Go on (Resume, or Skip with a reason) or release it to everybody at once, if the new version is to mend this.`,
      about: 'baseline',
    }
  if (seen.verdict !== 'fail') return about('baseline', seen)
  // Errors from before it began, of which it is not known whose they were.
  if (since.verdict === 'inconclusive')
    return about('baseline', {
      ...since,
      sentence: 'Waits for the first minute that began after the rollout.',
    })
  return about('baseline', since)
}

/** Nobody is told that the new version did what the old one does as well. */
function goesOn(state: RolloutState, { policy, measured }: Look, own: Outcome): Blamed {
  const alone = decide(policy, baselineAlone(measured), null)
  return {
    ...own,
    decision: 'continue',
    severity: null,
    verdict: 'pass',
    withinSeconds: null,
    automatic: true,
    sentence: `${baselineWords(state, alone)}; the candidate has had no request yet.`,
    about: 'baseline',
  }
}

const nothingYet = (outcome: Outcome): Outcome => ({
  ...outcome,
  decision: 'continue',
  severity: null,
  verdict: 'pass',
  withinSeconds: null,
  automatic: true,
  sentence: 'No minute has been measured since the rollout began.',
})

/** While the environment as a whole decides: whether the baseline by itself does what is held against it. */
function isExplained({ policy, measured }: Look, { candidate }: DecisionInputs, own: Outcome): boolean {
  if (candidate !== null || measured.baseline === null) return false
  const alone = decide(policy, baselineAlone(measured), null)
  return alone.verdict === 'fail' && alone.severity === own.severity
}

const baselineAlone = (inputs: DecisionInputs): DecisionInputs => ({
  ...inputs,
  all: baselineWindow(inputs),
  baseline: null,
  candidate: null,
  availability: 'up',
})

/** What the baseline has measured, and of the environment what is not measured by variant. */
function baselineWindow({ all, baseline }: DecisionInputs): VariantWindow | null {
  if (all === null || baseline === null) return all
  const newest = [all.newestAt, baseline.newestAt].filter((at) => at !== null).toSorted()
  return {
    ...baseline,
    values: { ...all.values, ...baseline.values },
    requests: baseline.requests ?? all.requests,
    newestAt: newest.at(-1) ?? null,
  }
}

function baselineWords({ baseline }: RolloutState, { measurements, because }: Outcome): string {
  const name = baseline === null ? 'The old path' : `${baseline.version} (baseline)`
  const failing = measurements.find(
    ({ metric, verdict, value }) => metric === 'error-rate' && verdict === 'fail' && value !== null,
  )
  return failing === undefined
    ? `With ${baseline === null ? 'the old path' : name}: ${because}`
    : `${name} fails ${percentWords(failing.value ?? 0)}`
}

/** So young a rollout may have no minute of its own yet. */
function isYoung({ startedAt, now, lately: { all, candidate, staleAfterSeconds } }: Look): boolean {
  const period = (all ?? candidate)?.periodSeconds ?? 60
  return now.getTime() - Date.parse(startedAt) < (staleAfterSeconds + 2 * period) * 1000
}

/**
 * While nobody is on the candidate, and until its first measurements can be there, the environment as a whole decides:
 * a candidate without numbers is then no reason to hold.
 */
function decisionInputs(state: RolloutState, inputs: DecisionInputs): DecisionInputs {
  const { candidate, now, staleAfterSeconds } = inputs
  if (candidate === null || isCurrent(candidate, inputs)) return inputs
  const sinceSettled = state.settledAt === null ? 0 : (now.getTime() - Date.parse(state.settledAt)) / 1000
  const tooEarly = sinceSettled < staleAfterSeconds + candidate.periodSeconds
  return state.appliedPercent === 0 || tooEarly ? { ...inputs, candidate: null } : inputs
}

/** Hosts are counted without any traffic as well: only requests tell that somebody is on it. */
const isCurrent = (
  { newestAt, periodSeconds, requests }: VariantWindow,
  { now, staleAfterSeconds }: DecisionInputs,
): boolean =>
  newestAt !== null &&
  (requests ?? 0) > 0 &&
  now.getTime() - Date.parse(newestAt) <= (staleAfterSeconds + periodSeconds) * 1000
