import type { Environment } from '../environment.ts'
import { appVersion } from './checks/app-version.ts'
import { cachePolicy } from './checks/cache-policy.ts'
import { deploySkew } from './checks/deploy-skew.ts'
import { edgeStale } from './checks/edge-stale.ts'
import { endpointMatch } from './checks/endpoint-match.ts'
import { health } from './checks/health.ts'
import { mutableTag } from './checks/mutable-tag.ts'
import { rollbackReady } from './checks/rollback-ready.ts'
import { settingsMatch } from './checks/settings-match.ts'
import { siteFiles } from './checks/site-files.ts'
import { tagMoved } from './checks/tag-moved.ts'
import { targets } from './checks/targets.ts'
import { taskMix } from './checks/task-mix.ts'
import { unmanagedChange } from './checks/unmanaged-change.ts'
import { versionMatch } from './checks/version-match.ts'
import type { Observation } from './observation.ts'
import { runRule } from './rule.ts'
import type { CheckResult, DriftRule } from './rule.ts'

/** Every drift check, in the order in which they are shown. */
export const driftRules: readonly DriftRule[] = [
  versionMatch,
  endpointMatch,
  settingsMatch,
  deploySkew,
  edgeStale,
  siteFiles,
  taskMix,
  tagMoved,
  mutableTag,
  appVersion,
  health,
  targets,
  cachePolicy,
  unmanagedChange,
  rollbackReady,
]

/** Runs every drift check on one observation; each stands for itself. */
export const checkDrift = (observation: Observation, environment: Environment): CheckResult[] =>
  driftRules.map((rule) => runRule(rule, observation, environment))
