import type { DeploymentConfiguration, DeploymentLifecycleHook } from '@aws-sdk/client-ecs'
import { isNative } from '../../world/ecs/native/progress.ts'
import { invalid } from './find.ts'

const strategies: readonly string[] = ['ROLLING', 'BLUE_GREEN', 'CANARY', 'LINEAR']
const pauseStages: readonly string[] = [
  'RECONCILE_SERVICE',
  'PRE_SCALE_UP',
  'POST_SCALE_UP',
  'POST_TEST_TRAFFIC_SHIFT',
  'PRE_PRODUCTION_TRAFFIC_SHIFT',
  'POST_PRODUCTION_TRAFFIC_SHIFT',
]
const shiftStages: readonly string[] = ['TEST_TRAFFIC_SHIFT', 'PRODUCTION_TRAFFIC_SHIFT']

const longestBakeMinutes = 1440
const longestPauseMinutes = 20_160

const checkMinutes = (name: string, minutes: number | undefined, low: number, high: number): void => {
  if (minutes !== undefined && (!Number.isInteger(minutes) || minutes < low || minutes > high))
    throw invalid(`${name} must be a whole number between ${low} and ${high}.`)
}

const checkPercent = (name: string, percent: number | undefined, low: number): void => {
  if (percent === undefined) return
  const tenths = percent * 10
  if (percent < low || percent > 100 || Math.abs(tenths - Math.round(tenths)) > 1e-9)
    throw invalid(`${name} must be a multiple of 0.1 between ${low.toFixed(1)} and 100.0.`)
}

const checkHook = (hook: DeploymentLifecycleHook): void => {
  const { targetType = 'AWS_LAMBDA', hookTargetArn, lifecycleStages = [], timeoutConfiguration } = hook
  if (targetType === 'AWS_LAMBDA')
    throw invalid('Lifecycle hooks of the target type AWS_LAMBDA are not played by the simulator; use PAUSE.')
  if (targetType !== 'PAUSE') throw invalid(`Invalid targetType ${String(targetType)} of a lifecycle hook.`)
  if (hookTargetArn !== undefined) throw invalid('hookTargetArn is not applicable for PAUSE hooks.')
  if (lifecycleStages.length === 0) throw invalid('A lifecycle hook must have at least one lifecycleStage.')
  for (const stage of lifecycleStages) {
    if (shiftStages.includes(stage))
      throw invalid(`PAUSE hooks cannot be configured at the lifecycle stage ${stage}.`)
    if (!pauseStages.includes(stage)) throw invalid(`Invalid lifecycleStage ${stage} of a lifecycle hook.`)
  }
  checkMinutes('timeoutInMinutes', timeoutConfiguration?.timeoutInMinutes, 1, longestPauseMinutes)
  const action = timeoutConfiguration?.action ?? 'ROLLBACK'
  if (action !== 'CONTINUE' && action !== 'ROLLBACK')
    throw invalid(`Invalid action ${String(action)} of a lifecycle hook's timeoutConfiguration.`)
}

/** Refuses what ECS refuses about how traffic is shifted, and hooks that this world does not play. */
export const checkStrategy = (configuration: DeploymentConfiguration): void => {
  const {
    strategy = 'ROLLING',
    canaryConfiguration,
    linearConfiguration,
    lifecycleHooks = [],
  } = configuration
  if (!strategies.includes(strategy)) throw invalid(`Invalid deployment strategy ${strategy}.`)
  if (canaryConfiguration !== undefined && strategy !== 'CANARY')
    throw invalid('canaryConfiguration is only valid with the deployment strategy CANARY.')
  if (linearConfiguration !== undefined && strategy !== 'LINEAR')
    throw invalid('linearConfiguration is only valid with the deployment strategy LINEAR.')
  if (lifecycleHooks.length > 0 && !isNative(configuration))
    throw invalid('Lifecycle hooks of the deployment strategy ROLLING are not played by the simulator.')
  checkPercent('canaryPercent', canaryConfiguration?.canaryPercent, 0.1)
  checkPercent('stepPercent', linearConfiguration?.stepPercent, 3)
  checkMinutes('bakeTimeInMinutes', configuration.bakeTimeInMinutes, 0, longestBakeMinutes)
  const canaryBake = canaryConfiguration?.canaryBakeTimeInMinutes
  checkMinutes('canaryBakeTimeInMinutes', canaryBake, 0, longestBakeMinutes)
  const stepBake = linearConfiguration?.stepBakeTimeInMinutes
  checkMinutes('stepBakeTimeInMinutes', stepBake, 0, longestBakeMinutes)
  for (const hook of lifecycleHooks) checkHook(hook)
}

/** What a service's configuration becomes by an update: what belongs to another strategy goes with it. */
export const mergeConfiguration = (
  current: DeploymentConfiguration,
  update: DeploymentConfiguration | undefined,
): DeploymentConfiguration => {
  if (update?.strategy === undefined || update.strategy === current.strategy) return { ...current, ...update }
  const { canaryConfiguration: _, linearConfiguration: __, lifecycleHooks, ...rest } = current
  const hooks = lifecycleHooks === undefined || !isNative(update) ? {} : { lifecycleHooks }
  return { ...rest, ...hooks, ...update }
}
