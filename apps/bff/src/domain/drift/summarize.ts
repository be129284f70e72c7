import type { DriftCheckId, DriftReport, Remedy } from '@lockstep/shared-types/drift'
import { driftSeverity, type DriftStatus } from '@lockstep/shared-types/drift-status'
import type { ComponentRole } from '@lockstep/shared-types/environment'
import type { CheckResult } from './rule.ts'
import { count } from './words.ts'

/** The answer in one look: in step or not, which half is wrong, what to press. */
export type DriftSummary = Pick<DriftReport, 'status' | 'half' | 'headline' | 'remedy'>

/** The worst of several statuses; `ok` of none. */
export const worstStatus = (statuses: readonly DriftStatus[]): DriftStatus =>
  statuses.reduce((worst, status) => (driftSeverity[status] > driftSeverity[worst] ? status : worst), 'ok')

/** Causes before their effects: an edge that serves old files explains a wrong version, which explains a wrong endpoint. */
const leadOrder: Readonly<Record<DriftCheckId, number>> = {
  health: 0,
  targets: 1,
  'site-files': 1.9,
  'edge-stale': 2,
  'version-match': 3,
  'endpoint-match': 4,
  'settings-match': 5,
  'task-mix': 6,
  'app-version': 7,
  'tag-moved': 8,
  'deploy-skew': 9,
  'rollback-ready': 10,
  'cache-policy': 11,
  'unmanaged-change': 12,
  'mutable-tag': 13,
}

/**
 * A bundle that is wrong in the bucket too goes before a stale edge: to invalidate first would hand the wrong bundle to
 * users who still have a right one.
 */
const leadRank = ({ id, remedy }: CheckResult): number => {
  const wrongInBucket = (id === 'endpoint-match' || id === 'settings-match') && remedy?.kind === 'deploy'
  return wrongInBucket ? leadOrder['edge-stale'] - 0.5 : leadOrder[id]
}

/** Sums up the checks of one environment. Without checks nothing is known. */
export function summarize(checks: readonly CheckResult[]): DriftSummary {
  const status = checks.length === 0 ? 'unknown' : worstStatus(checks.map((check) => check.status))
  const leading = checks
    .filter((check) => check.status === status)
    .toSorted((a, b) => leadRank(a) - leadRank(b))
  if (status === 'ok') return { status, half: null, headline: inStep(checks), remedy: null }
  return {
    status,
    half: wrongHalf(leading),
    headline: headline(status, leading),
    remedy: firstRemedy(leading),
  }
}

function inStep(checks: readonly CheckResult[]): string {
  const version = checks.find(({ id }) => id === 'version-match')?.observed
  return version ? `In step: both halves run ${version}.` : 'In step.'
}

function headline(status: Exclude<DriftStatus, 'ok'>, leading: readonly CheckResult[]): string {
  const sentence = leading[0]?.sentence ?? 'No check has run yet.'
  const others = leading.length - 1
  switch (status) {
    case 'fail':
      return others > 0 ? `${sentence} ${count(others, 'more check')} failed.` : sentence
    case 'warn':
      return others > 0
        ? `In step, with ${count(leading.length, 'warning')}. ${sentence}`
        : `In step, with a warning. ${sentence}`
    case 'unknown':
      return others > 0 ? `${sentence} ${count(others, 'more check')} could not be told.` : sentence
  }
}

/** The half that all the leading checks blame; null when they blame both or cannot tell. */
function wrongHalf(leading: readonly CheckResult[]): ComponentRole | null {
  const blamed = new Set(leading.flatMap(({ half }) => half ?? []))
  return blamed.size === 1 ? ([...blamed][0] ?? null) : null
}

/** What belongs to the sentence that leads; where it has none, one click before something to read. */
function firstRemedy(leading: readonly CheckResult[]): Remedy | null {
  const [first] = leading
  if (first?.remedy) return first.remedy
  const remedies = leading.flatMap(({ remedy }) => remedy ?? [])
  return remedies.find(({ kind }) => kind !== 'instructions') ?? remedies[0] ?? null
}
