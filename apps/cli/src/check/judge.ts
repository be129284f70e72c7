import { summarize, worstStatus } from '@lockstep/bff/domain/drift/summarize'
import type { CheckDocument, CheckedEnvironment } from '@lockstep/shared-types/check-document'
import { driftCheckIds, type DriftCheck, type DriftCheckId } from '@lockstep/shared-types/drift'
import type { DriftStatus } from '@lockstep/shared-types/drift-status'
import type { Problem } from '@lockstep/shared-types/problem'
import type { Look, Looker } from './look.ts'

/** A warning is in step: it is shown, and stops no pipeline. */
const exitCodes: Readonly<Record<DriftStatus, CheckDocument['exitCode']>> = {
  ok: 0,
  warn: 0,
  fail: 1,
  unknown: 2,
}

/**
 * Judges a look by the checks that are asked for; null asks for all that could be looked at from here. What is asked
 * for and was not looked at stays `unknown`: `ok` means that all that was asked for was looked at.
 */
export function judge(
  look: Look,
  askedOf: Looker['askedOf'],
  wanted: readonly DriftCheckId[] | null,
): CheckedEnvironment {
  const { report, underWay, applicationName, name } = look
  const notLookedAt = [...look.notLookedAt]
  const missed = new Map(notLookedAt.map(({ check, reason }) => [check, reason]))
  const found = new Map(report.checks.map((check) => [check.id, check]))
  const asked = driftCheckIds.filter((id) =>
    wanted === null ? found.has(id) && !missed.has(id) : wanted.includes(id),
  )
  const results = asked.map((id) => looked(id, found.get(id), missed.get(id), report.observedAt))
  const summary = summarize(results)
  // Whoever reads that something is wrong must read at once that it is being changed.
  const mention = underWay !== null && summary.status !== 'ok' ? `${underWay} ` : ''
  return {
    ...report,
    ...summary,
    checks: [...results, ...report.checks.filter(({ id }) => !asked.includes(id))],
    headline: `${mention}${summary.headline}`,
    since: report.status === summary.status ? report.since : report.observedAt,
    applicationName,
    name,
    askedOf,
    asked,
    underWay,
    notLookedAt,
  }
}

/** The result of a check, or that there is none: it may be missing because a server does not know it. */
function looked(
  id: DriftCheckId,
  found: DriftCheck | undefined,
  missed: string | undefined,
  observedAt: string,
): DriftCheck {
  if (found !== undefined && (missed === undefined || found.status === 'unknown')) return found
  const reason = missed ?? 'whoever was asked does not have this check'
  const unknown = { status: 'unknown', sentence: `This was not looked at: ${reason}.`, remedy: null } as const
  const none = { half: null, expected: null, observed: null, basis: 'read', since: observedAt } as const
  return { id, ...none, ...unknown, evidence: [] }
}

/** Joins what was found; a problem alone makes the answer `unknown`, save where something is certainly wrong. */
export function toDocument(
  environments: readonly CheckedEnvironment[],
  problem: Problem | null = null,
): CheckDocument {
  const statuses = environments.map(({ status }) => status)
  const status = worstStatus(problem === null ? statuses : [...statuses, 'unknown'])
  return { version: 1, status, exitCode: exitCodes[status], environments: [...environments], problem }
}
