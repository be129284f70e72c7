import type { Plan } from '@lockstep/shared-types/plan'
import type { StartReleaseInput } from '@lockstep/shared-types/release'

export type InvalidationForm = { readonly confirmation: string; readonly reason: string }

const shortestReason = 3

/** Failed preflight checks that may be passed over with a reason. */
const overridableChecks = (plan: Plan) =>
  plan.preflight.filter(
    ({ status, overridable }) => overridable && (status === 'fail' || status === 'unknown'),
  )

export const needsReason = (plan: Plan): boolean =>
  plan.confirmation.reasonRequired || overridableChecks(plan).length > 0

/** Why it cannot be started yet; null when it can. */
export const missingFor = (plan: Plan | null, form: InvalidationForm): string | null => {
  if (plan === null) return 'The plan is not computed yet.'
  if (plan.blocked) return 'A preflight check blocks this.'
  if (needsReason(plan) && form.reason.trim().length < shortestReason) return 'Give a reason first.'
  const { phrase } = plan.confirmation
  if (phrase !== null && form.confirmation.trim() !== phrase) return `Type ${phrase} to confirm.`
  return null
}

/** What starts the plan. */
export const startInput = (plan: Plan, form: InvalidationForm): StartReleaseInput => {
  const reason = form.reason.trim()
  return {
    planId: plan.id,
    confirmation: plan.confirmation.phrase === null ? null : form.confirmation.trim(),
    reason: reason === '' ? null : reason,
    overrides: overridableChecks(plan).map(({ id }) => ({ check: id, reason })),
  }
}
