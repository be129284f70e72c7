import type { Environment } from '../../../../domain/environment.ts'
import type { EcsNativeConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficDriver } from '../../../../domain/rollout/traffic.ts'
import type { AwsClientFactory } from '../../clients.ts'
import { toResult } from '../problem-error.ts'
import { checkNative } from './check-native.ts'
import { continueDeployment, goBack, goForward } from './move-native.ts'
import { isUnderWay, nativeState } from './native-state.ts'
import { readServiceDeployment, type Native } from './service-deployment.ts'

/**
 * Lets ECS move the share of backend requests by the steps of its own deployment: CANARY, LINEAR or BLUE_GREEN with a
 * pause before each shift. The deployment is begun by the release; its last pause, if it has one at 100 %, is ended by `finish`.
 */
export function createEcsNativeDriver(
  aws: AwsClientFactory,
  known: Omit<Native, 'ecs'>,
  config: EcsNativeConfig,
): TrafficDriver {
  const nativeOf = (environment: Environment, { urgent }: { readonly urgent: boolean }): Native => ({
    ...known,
    ecs: (urgent ? aws.urgent(environment) : aws.for(environment)).ecs,
  })
  return {
    id: 'ecs-native',
    check: (environment) => toResult(() => checkNative(aws.for(environment), environment, config)),
    read: (target) =>
      toResult(async () =>
        nativeState(await readServiceDeployment(nativeOf(target.environment, { urgent: false }), target)),
      ),
    write: (target, percent, { urgent }) =>
      toResult(async () => {
        const native = nativeOf(target.environment, { urgent: true })
        if (urgent && percent === 0) return goBack(native, target)
        if (percent > 0) return goForward(native, target, config, percent)
        const state = nativeState(await readServiceDeployment(native, target))
        return state.percent === 0 || state.gone === 'rolled-back' ? state : goBack(native, target)
      }),
    finish: (target) =>
      toResult(async () => {
        const native = nativeOf(target.environment, { urgent: false })
        const deployment = await readServiceDeployment(native, target)
        if (deployment === null || !isUnderWay(deployment.status)) return
        if (nativeState(deployment).percent === 100) await continueDeployment(native, target, deployment)
        else await goBack(native, target)
      }),
  }
}
