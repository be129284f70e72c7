import type { DriftCheckId } from '@lockstep/shared-types/drift'
import type { Environment } from '../../environment.ts'
import { driftRules } from '../check-drift.ts'
import type { Observation } from '../observation.ts'
import { runRule } from '../rule.ts'
import type { CheckResult } from '../rule.ts'
import { environment, observe } from './drift-fixture.ts'

/** Runs one check on the environment in step with the given change. */
export function check(
  id: DriftCheckId,
  change: Partial<Observation> = {},
  set: Partial<Environment> = {},
): CheckResult {
  const rule = driftRules.find((candidate) => candidate.id === id)
  if (!rule) throw new Error(`no rule ${id}`)
  return runRule(rule, observe(change), { ...environment, ...set })
}
