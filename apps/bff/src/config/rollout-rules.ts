import { checkRolloutPolicy } from '../domain/policy/check-rollout-policy.ts'
import type { RolloutConfig, RolloutDriverConfig } from '../domain/rollout/rollout-config.ts'
import type { ConfigurationError } from './configuration.ts'
import type { Path } from './document.ts'
import type { MergedEnvironment } from './environment-schema.ts'
import { toMetrics, toRollout } from './to-rollout.ts'

type Complain = (path: Path, message: string) => ConfigurationError

/** What must hold between a rollout and the rest of its environment; the same rules as for a policy that is changed on the screen. */
export function checkRollout(environment: MergedEnvironment, complain: Complain): ConfigurationError[] {
  if (environment.rollout === null) return []
  const rollout = toRollout(environment.rollout)
  return [
    ...checkRolloutPolicy(rollout.policy, rollout.driver, toMetrics(environment.metrics)).map(
      ({ path, message }) => complain(['rollout', ...writtenPath(path, rollout)], message),
    ),
    ...checkDriver(rollout.driver, environment).map(({ path, message }) =>
      complain(['rollout', 'driver', ...path], message),
    ),
  ]
}

/** Where the file has what the policy calls `body.policy.stages.0.gate.criteria.1.limit`. */
function writtenPath(path: string, { policy }: RolloutConfig): Path {
  const steps = path
    .replace(/^body\.policy\./, '')
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step))
  const [list = '', index = 0, gate, kind, position] = steps
  if (list !== 'stages' || gate !== 'gate') return steps
  const stage = [list, index]
  if (kind !== 'criteria') return [...stage, ...steps.slice(3)]
  const criterion = policy.stages[Number(index)]?.gate.criteria[Number(position)]
  return criterion === undefined ? stage : [...stage, criterion.must, criterion.metric]
}

type Found = { readonly path: Path; readonly message: string }

function checkDriver(
  driver: RolloutDriverConfig,
  { backend, frontend }: Pick<MergedEnvironment, 'backend' | 'frontend'>,
): Found[] {
  const found: Found[] = []
  if (driver.type === 'alb-weights' || driver.type === 'paired') {
    const { service, targetGroups } = driver.candidate
    if (service === backend.service)
      found.push({
        path: ['candidate', 'service'],
        message: `must not be the main service ${service}: the candidate runs beside it`,
      })
    if (targetGroups.main === targetGroups.candidate)
      found.push({
        path: ['candidate', 'targetGroups', 'candidate'],
        message: 'must not be the main target group: nothing could be moved',
      })
  }
  if (driver.type === 'cloudfront-cohort' || driver.type === 'paired') {
    const { candidatePrefix } = driver.cohort
    if (overlap(candidatePrefix, frontend.assetsPrefix))
      found.push({
        path: ['cohort', 'candidatePrefix'],
        message: `must lie outside of frontend.assetsPrefix, '${frontend.assetsPrefix}', where files never change`,
      })
  }
  return found
}

const overlap = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)
