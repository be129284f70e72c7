import { metricIds } from '@lockstep/shared-types/measurement'
import { matchEndpoint } from '../domain/drift/resolve-endpoint.ts'
import { limitError, metricError } from '../domain/policy/check-limit.ts'
import type { ConfigurationError } from './configuration.ts'
import type { ConfigurationDocument, Path } from './document.ts'
import type { MergedEnvironment } from './environment-schema.ts'
import { checkRollout } from './rollout-rules.ts'
import { usualComparison } from './to-environment.ts'
import { toMetrics } from './to-rollout.ts'

/** Says what is wrong at a path inside the environment, wherever that value was written. */
type Complain = (path: Path, message: string) => ConfigurationError

/** What must hold between the values of one environment. */
export function checkEnvironment(environment: MergedEnvironment, complain: Complain): ConfigurationError[] {
  return [
    ...checkThresholds(environment, complain),
    ...checkTimes(environment, complain),
    ...checkEndpoint(environment, complain),
    ...checkRollout(environment, complain),
  ]
}

function checkThresholds(
  { thresholds, metrics }: MergedEnvironment,
  complain: Complain,
): ConfigurationError[] {
  return metricIds.flatMap((metric) => {
    const { warning, critical, comparison = usualComparison(metric) } = thresholds[metric] ?? {}
    const notMeasured = thresholds[metric] === undefined ? null : metricError(metric, toMetrics(metrics))
    const errors = notMeasured === null ? [] : [complain(['thresholds', metric], notMeasured)]
    for (const [level, limit] of Object.entries({ warning, critical })) {
      const wrong = limit === undefined ? null : limitError(metric, limit)
      if (wrong !== null) errors.push(complain(['thresholds', metric, level], `must be ${wrong}`))
    }
    if (warning === undefined || critical === undefined) return errors
    const beyond = comparison === 'above' ? warning > critical : warning < critical
    const message = `the warning limit ${warning} lies beyond the critical limit ${critical}: it would never warn first`
    return beyond ? [...errors, complain(['thresholds', metric, 'warning'], message)] : errors
  })
}

function checkTimes(
  { drift, monitor, release }: MergedEnvironment,
  complain: Complain,
): ConfigurationError[] {
  const errors: ConfigurationError[] = []
  if (drift.staleAfter <= monitor.interval) {
    const message =
      'must be longer than monitor.interval, else every observation is stale before the next one'
    errors.push(complain(['drift', 'staleAfter'], message))
  }
  if (monitor.activeInterval > monitor.interval) {
    errors.push(complain(['monitor', 'activeInterval'], 'must not be longer than monitor.interval'))
  }
  if (release.poll >= release.stepTimeout) {
    errors.push(complain(['release', 'poll'], 'must be shorter than release.stepTimeout'))
  }
  return errors
}

function checkEndpoint(
  { settings, backend, frontend }: MergedEnvironment,
  complain: Complain,
): ConfigurationError[] {
  const { endpointFrom, endpointFile, endpointKey } = frontend
  const fileErrors = Object.entries({ endpointFile, endpointKey }).flatMap(([key, value]) =>
    endpointFrom === 'file' && value === null
      ? [complain(['frontend', key], 'missing; endpointFrom: file needs it')]
      : [],
  )
  if (endpointFrom !== 'setting') return fileErrors
  const declared = settings[frontend.endpointSetting]
  if (declared === undefined || matchEndpoint(declared, backend.url, frontend.url) === 'same') return []
  return [
    complain(['settings', frontend.endpointSetting], `is not the address of the backend, ${backend.url}`),
  ]
}

/** Ids and places in AWS that must be there once: two environments on one bucket would overwrite each other. */
export function checkUnique(
  document: ConfigurationDocument,
  found: readonly { readonly path: Path; readonly key: string; readonly what: string }[],
): ConfigurationError[] {
  const first = new Map<string, Path>()
  return found.flatMap(({ path, key, what }) => {
    const earlier = first.get(key)
    if (earlier === undefined) {
      first.set(key, path)
      return []
    }
    const { line } = document.error(earlier, '')
    return [document.error(path, `${what} is there already, in line ${line}`)]
  })
}
