import type { PreflightCheck } from '@lockstep/shared-types/preflight'
import {
  artifactEndpoint,
  artifactExists,
  artifactFrontend,
  artifactNotDeployed,
  artifactSettings,
} from './artifact-rules.ts'
import { artifactCleanBuild, artifactScan, artifactTestsPassed } from './build-rules.ts'
import {
  bucketWritable,
  distributionEnabled,
  noActiveRelease,
  rollbackReady,
  serviceSteady,
} from './environment-rules.ts'
import type { PreflightFacts, PreflightRule } from './preflight-facts.ts'

/** Every preflight check, in the order in which they are shown. */
export const preflightRules: readonly PreflightRule[] = [
  artifactExists,
  artifactFrontend,
  artifactEndpoint,
  artifactSettings,
  artifactCleanBuild,
  artifactTestsPassed,
  artifactScan,
  artifactNotDeployed,
  serviceSteady,
  distributionEnabled,
  bucketWritable,
  noActiveRelease,
  rollbackReady,
]

/** Runs the checks that concern this release. */
export function checkPreflight(facts: PreflightFacts): PreflightCheck[] {
  return preflightRules.flatMap((rule) => {
    const finding = rule.find(facts)
    if (finding === null) return []
    const { id, overridable } = rule
    return [{ id, overridable, expected: null, observed: null, ...finding }]
  })
}

const blocks = (check: PreflightCheck): boolean => check.status === 'fail' || check.status === 'unknown'

/** Checks that block whatever anybody says. */
export const blockingChecks = (checks: readonly PreflightCheck[]): PreflightCheck[] =>
  checks.filter((check) => blocks(check) && !check.overridable)

/** Checks that block until someone overrides them with a reason. */
export const overridableChecks = (checks: readonly PreflightCheck[]): PreflightCheck[] =>
  checks.filter((check) => blocks(check) && check.overridable)
