import type { DriftCheck, DriftCheckId, Evidence, Remedy } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import type { EvidenceBasis } from '@lockstep/shared-types/evidence-basis'
import type { ComponentRole } from '@lockstep/shared-types/environment'
import type { Environment } from '../environment.ts'
import type { Reading } from '../reading.ts'
import { unlessLost } from './nowhere.ts'
import type { Observation } from './observation.ts'
import { withoutFullStop } from './words.ts'

/** A drift check before it is known since when it has its status. */
export type CheckResult = Omit<DriftCheck, 'since'>

/** What a rule found in what could be read. */
export type Finding = {
  readonly status: DriftStatus
  readonly sentence: string
  readonly half?: ComponentRole | null
  readonly expected?: string | null
  readonly observed?: string | null
  readonly remedy?: Remedy | null
  /** What was read itself, when it is left out. */
  readonly basis?: EvidenceBasis
}

/** One reading that a rule rests on, with the words for it. Made by `need`. */
export type Need = {
  /** Reads on after "could not be read", such as `the page that the edge serves`. */
  readonly name: string
  readonly reading: Reading<unknown>
  readonly detail: string
}

/** One drift check as a rule: pure, and honest about what it rests on. */
export type DriftRule = {
  readonly id: DriftCheckId
  /** Reads on after "could not tell", such as `whether both halves run the same version`. */
  readonly question: string
  /** A running release makes such differences itself: they are then a warning that says so. */
  readonly explainedByRelease: boolean
  readonly needs: (observation: Observation, environment: Environment) => readonly Need[]
  /** For a rule about what runs: what it says while no task is meant to. `task-mix` alone warns of that. */
  readonly whileScaledToZero?: (observation: Observation) => string
  /** Null when what could be read does not suffice. */
  readonly find: (observation: Observation, environment: Environment) => Finding | null
}

/** Names a reading and says what it held, for the evidence. */
export function need<T>(name: string, reading: Reading<T>, describe: (value: T) => string): Need {
  return { name, reading, detail: detailOf(reading, describe) }
}

function detailOf<T>(reading: Reading<T>, describe: (value: T) => string): string {
  switch (reading.state) {
    case 'read':
      return describe(reading.value)
    case 'absent':
      return 'not there'
    case 'unreadable':
      return `could not be read: ${reading.problem.title}`
  }
}

/**
 * Runs one rule. Whatever the rule says, the result is never `ok` or `warn` while a reading that it rests on could not
 * be read: only a difference that is certain (`fail`) stands, everything else becomes `unknown` with the reason.
 */
export function runRule(rule: DriftRule, observation: Observation, environment: Environment): CheckResult {
  const idle = isScaledToZero(observation) ? (rule.whileScaledToZero ?? null) : null
  const needs = idle === null ? rule.needs(observation, environment) : [scaledToZero(observation)]
  const finding =
    idle === null
      ? explain(rule, rule.find(observation, environment), observation)
      : ({ status: 'ok', sentence: idle(observation) } as const)
  const certain = finding?.status === 'fail' || needs.every(({ reading }) => reading.state !== 'unreadable')
  const result = finding && certain ? finding : notKnown(rule, needs, finding)
  const checked: CheckResult = {
    id: rule.id,
    status: result.status,
    half: result.half ?? null,
    expected: clip(result.expected ?? null, maxValueLength),
    observed: clip(result.observed ?? null, maxValueLength),
    sentence: clip(result.sentence, maxSentenceLength),
    evidence: needs.map(toEvidence),
    basis: result.basis ?? 'read',
    remedy: result.remedy ?? null,
  }
  return unlessLost(checked, rule.question, needs, observation, environment)
}

/** Nobody wants a task to run, and none does. */
const isScaledToZero = ({ service }: Observation): boolean =>
  service.state === 'read' &&
  service.value.status === 'ACTIVE' &&
  service.value.desired === 0 &&
  service.value.running === 0

const scaledToZero = ({ service }: Observation): Need =>
  need('the ECS service', service, ({ desired, running }) => `${running} of ${desired} tasks running`)

function explain(rule: DriftRule, finding: Finding | null, observation: Observation): Finding | null {
  if (finding?.status !== 'fail' || !rule.explainedByRelease || !observation.releaseActive) return finding
  return {
    ...finding,
    status: 'warn',
    sentence: `A release is running and changes this. ${finding.sentence}`,
    remedy: null,
  }
}

function notKnown(rule: DriftRule, needs: readonly Need[], finding: Finding | null): Finding {
  const reasons = needs.flatMap(({ name, reading }) =>
    reading.state === 'unreadable' ? [{ name, problem: reading.problem }] : [],
  )
  // Page and scripts are mostly unreadable together: their reason is said once.
  const why = [...Map.groupBy(reasons, ({ problem }) => withoutFullStop(problem.title))].map(
    ([title, of]) => `${listed(of.map(({ name }) => name))} could not be read (${title})`,
  )
  const soFar = finding && finding.status !== 'ok' ? ` What could be read: ${finding.sentence}` : ''
  const advice = reasons.find(({ problem }) => problem.remedy !== null)?.problem.remedy ?? null
  return {
    status: 'unknown',
    expected: finding?.expected ?? null,
    observed: finding?.observed ?? null,
    sentence: `Could not tell ${rule.question}: ${why.join('; ') || 'what was read does not say'}.${soFar}`,
    remedy: advice === null ? null : { kind: 'instructions', label: 'How to make it readable', text: advice },
  }
}

/** What a site serves is not ours: a value of megabytes must not end up in every report. */
const maxValueLength = 500
const maxSentenceLength = 1000

const clip = <T extends string | null>(text: T, length: number): T | string =>
  text !== null && text.length > length ? `${text.slice(0, length)}…` : text

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`

const toEvidence = ({ reading, detail }: Need): Evidence => ({
  source: reading.source,
  detail: clip(detail, maxSentenceLength),
  readAt: reading.readAt,
})
