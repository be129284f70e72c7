import type { DeploymentConfiguration } from '@aws-sdk/client-ecs'
import type { DeploymentRecord, ServiceRevisionRecord } from '../model.ts'
import type { ServiceLoadBalancer } from '../types.ts'
import { planSteps } from './plan.ts'
import { sharesTraffic } from './traffic.ts'
import type { NativeProgress, NativeStage } from './types.ts'

/** Whether ECS itself shifts traffic: every strategy but ROLLING. */
export const isNative = ({ strategy = 'ROLLING' }: DeploymentConfiguration): boolean => strategy !== 'ROLLING'

/**
 * Whether ECS shifts traffic in a service's next deployment: as its strategy says, but also when the one before was
 * left between two target groups, from which nothing could roll.
 */
export const willShift = (
  configuration: DeploymentConfiguration,
  primary: DeploymentRecord | undefined,
): boolean => {
  const left = primary?.serviceDeployment.native ?? null
  return isNative(configuration) || (left !== null && left.mode !== 'ended')
}

export const stageOf = ({ steps, index }: NativeProgress): NativeStage | null => steps[index]?.stage ?? null

/**
 * The revision to which traffic and tasks belong before a new deployment: the last good one, or the one whose own
 * deployment got as far as removing that.
 */
export const baseOf = (
  primary: DeploymentRecord | undefined,
  lastCompleted: DeploymentRecord | null,
): DeploymentRecord | null => {
  const progress = primary?.serviceDeployment.native ?? null
  const took =
    progress?.mode === 'forward' &&
    (stageOf(progress) === 'CLEAN_UP' || (progress.base === null && progress.productionPercent === 100))
  return took && primary !== undefined ? primary : lastCompleted
}

/** Whether what is superseded, a rolling deployment for one, stopped tasks of the source and did not replace them yet. */
const isReduced = (superseded: NativeProgress | null): boolean =>
  superseded === null || (superseded.sourceReduced && !superseded.returned)

/** How a deployment begins. `before` is what was in progress or is active. */
export const beginProgress = (
  configuration: DeploymentConfiguration,
  base: ServiceRevisionRecord | null,
  targets: readonly ServiceLoadBalancer[],
  before: readonly DeploymentRecord[],
): NativeProgress => {
  const reconciles = before.some(({ revision }) => revision !== base)
  const shares = sharesTraffic(base, targets)
  return {
    steps: planSteps(configuration, { reconciles, shares }),
    shares,
    index: 0,
    part: 'work',
    bakesUntil: 0,
    mode: 'forward',
    returned: !reconciles,
    sourceReduced: reconciles && isReduced(before[0]?.serviceDeployment.native ?? null),
    productionPercent: 0,
    testPercent: 0,
    hooks: [],
    base,
  }
}
