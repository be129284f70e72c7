import type { DriftCheck, DriftReport } from '@lockstep/shared-types/drift'
import type { CheckResult } from './rule.ts'

/** Says since when each check has its status: as before while it stays the same, else since `now` (ISO time). */
export function carrySince(
  previous: Pick<DriftReport, 'checks'> | null,
  next: readonly CheckResult[],
  now: string,
): DriftCheck[] {
  const before = new Map(previous?.checks.map((check) => [check.id, check]))
  return next.map((check) => {
    const earlier = before.get(check.id)
    return { ...check, since: earlier?.status === check.status ? earlier.since : now }
  })
}
