import type { ProblemCode } from '@lockstep/shared-types/problem'
import type { Result } from '../../domain/result.ts'
import type { Refusal, RefusalTrail } from './ports.ts'

/** Refusals of Lockstep. What does not exist or could not be read was not refused. */
const refusals: readonly ProblemCode[] = [
  'plan-outdated',
  'plan-blocked',
  'confirmation-wrong',
  'reason-missing',
  'release-active',
  'release-ended',
]

/** Passes the result on; a refusal is in the audit trail before anybody hears of it. */
export async function auditRefusal<T>(
  trail: RefusalTrail,
  refusal: Refusal,
  result: Result<T>,
): Promise<Result<T>> {
  if (!result.ok && refusals.includes(result.problem.code))
    await trail.refused({ ...refusal, problem: result.problem })
  return result
}
