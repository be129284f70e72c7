import type { PreflightCheck } from '@lockstep/shared-types/preflight'
import type { Problem } from '@lockstep/shared-types/problem'
import { artifactEndpoint, artifactExists, artifactNotDeployed, artifactSettings } from './artifact-rules.ts'
import { artifactCleanBuild, artifactScan, artifactTestsPassed } from './build-rules.ts'
import {
  bucketWritable,
  distributionEnabled,
  noActiveRelease,
  rollbackReady,
  serviceSteady,
} from './environment-rules.ts'
import { artifactHeld } from './held-rule.ts'
import { canBeVerified, edgeCaching, edgeOrigin } from './edge-rules.ts'
import { frontendFiles } from './file-rules.ts'
import { artifactFrontend } from './frontend-rule.ts'
import { taskDefinitionWhole } from './definition-rule.ts'
import type { Finding, PreflightFacts, PreflightRule } from './preflight-facts.ts'
import type { RolloutOnlyFacts } from './rollout-facts.ts'
import { artifactPlatform } from './platform-rule.ts'
import { rolloutRules } from './rollout-rules.ts'
import { sidecarImages } from './sidecar-rule.ts'
import { serviceImage } from './service-image-rule.ts'
import { trafficOnCandidate } from './traffic-rules.ts'

/** Every preflight check, in the order in which they are shown. */
export const preflightRules: readonly PreflightRule[] = [
  artifactExists,
  artifactFrontend,
  artifactEndpoint,
  artifactSettings,
  artifactCleanBuild,
  artifactTestsPassed,
  artifactScan,
  artifactPlatform,
  artifactNotDeployed,
  artifactHeld,
  serviceImage,
  taskDefinitionWhole,
  sidecarImages,
  serviceSteady,
  distributionEnabled,
  edgeOrigin,
  edgeCaching,
  canBeVerified,
  bucketWritable,
  frontendFiles,
  noActiveRelease,
  rollbackReady,
  trafficOnCandidate,
  ...rolloutRules,
]

/** Those of a release that deploys nothing. */
const rolloutOnlyRules = [noActiveRelease, ...rolloutRules]

/** A check, and the failed read that is behind it; null where none is. */
export type JudgedCheck = { readonly check: PreflightCheck; readonly problem: Problem | null }

/** Runs the checks that concern this release, each with the failed read that is behind it. */
export const judgePreflight = (facts: PreflightFacts): JudgedCheck[] =>
  preflightRules.flatMap((rule) => judge(rule, rule.find(facts), facts.shape.emergency))

/** The same for a rollout that deploys nothing. */
export const judgeRolloutPreflight = (facts: RolloutOnlyFacts): JudgedCheck[] =>
  rolloutOnlyRules.flatMap((rule) => judge(rule, rule.find(facts), false))

function judge(
  { id, overridable }: Omit<PreflightRule, 'find'>,
  found: Finding | null,
  emergency: boolean,
): JudgedCheck[] {
  if (found === null) return []
  const { problem = null, ...finding } = found
  const check = { id, overridable, expected: null, observed: null, ...finding }
  // What an image holds that cannot be unpacked is a finding of its own: no later read will unpack it.
  const isUnread = problem !== null && problem.code !== 'artifact-unreadable'
  if (!isUnread || finding.status !== 'unknown') return [{ check, problem }]
  // An emergency is held up by what was found to be wrong, not by what nobody could look at.
  const status = emergency ? 'warn' : 'unknown'
  return [{ check: { ...check, status, isUnread: true }, problem }]
}

/** Runs the checks that concern this release. */
export const checkPreflight = (facts: PreflightFacts): PreflightCheck[] =>
  judgePreflight(facts).map(({ check }) => check)

/** Whether it stands in the way unless somebody may and does override it. */
export const blocks = (check: PreflightCheck): boolean =>
  check.status === 'fail' || check.status === 'unknown'

/** Checks that block whatever anybody says. */
export const blockingChecks = (checks: readonly PreflightCheck[]): PreflightCheck[] =>
  checks.filter((check) => blocks(check) && !check.overridable)

/** Checks that block until someone overrides them with a reason. */
export const overridableChecks = (checks: readonly PreflightCheck[]): PreflightCheck[] =>
  checks.filter((check) => blocks(check) && check.overridable)
