import { byDriftSeverity } from '@lockstep/shared-types/drift-status'
import type { Plan } from '@lockstep/shared-types/plan'
import type { PreflightCheck, PreflightCheckId } from '@lockstep/shared-types/preflight'
import type { StartReleaseInput } from '@lockstep/shared-types/release'

/** What a person fills in under a plan. */
export type PlanForm = {
  readonly confirmation: string
  readonly reason: string
  /** A reason per overridden preflight check. */
  readonly overrides: Readonly<Partial<Record<PreflightCheckId, string>>>
}

export const emptyPlanForm: PlanForm = { confirmation: '', reason: '', overrides: {} }

const shortestReason = 3

const isReason = (text: string | undefined): boolean => (text ?? '').trim().length >= shortestReason

const stands = ({ status }: PreflightCheck): boolean => status === 'fail' || status === 'unknown'

export const isOverridable = (check: PreflightCheck): boolean => stands(check) && check.overridable

export const isBlocking = (check: PreflightCheck): boolean => stands(check) && !check.overridable

/** Why the plan cannot start yet, the first thing to do first; null when it can. */
export const missingFor = (plan: Plan, form: PlanForm): string | null => {
  if (plan.blocked)
    return `Blocked. ${plan.preflight.find(isBlocking)?.sentence ?? 'A preflight check fails.'}`
  const open = plan.preflight.filter((check) => isOverridable(check) && !isReason(form.overrides[check.id]))
  if (open.length > 0)
    return open.length === 1
      ? 'Give a reason for the override of the failed check.'
      : `Give a reason for each of the ${open.length} failed checks.`
  if (plan.confirmation.reasonRequired && !isReason(form.reason)) return 'Say why, in at least three letters.'
  const { phrase } = plan.confirmation
  if (phrase !== null && form.confirmation.trim() !== phrase) return `Type ${phrase} to confirm.`
  return null
}

/** What starts the plan. */
export const startInput = (plan: Plan, form: PlanForm): StartReleaseInput => {
  const reason = form.reason.trim()
  return {
    planId: plan.id,
    confirmation: plan.confirmation.phrase === null ? null : form.confirmation.trim(),
    reason: reason === '' ? null : reason,
    overrides: plan.preflight
      .filter(isOverridable)
      .map(({ id }) => ({ check: id, reason: (form.overrides[id] ?? '').trim() })),
  }
}

/** What stands against the release first; the same order within. */
export const worstFirst = (checks: readonly PreflightCheck[]): readonly PreflightCheck[] =>
  checks.toSorted((a, b) => byDriftSeverity(a.status, b.status))
