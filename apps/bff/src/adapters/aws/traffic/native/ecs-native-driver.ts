import type { EcsNativeConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficDriver } from '../../../../domain/rollout/traffic.ts'
import type { AwsClientFactory } from '../../clients.ts'
import { toResult } from '../problem-error.ts'
import { checkNative } from './check-native.ts'
import { continueDeployment, goBack, goForward } from './move-native.ts'
import { isUnderWay, nativeState } from './native-state.ts'
import { readServiceDeployment } from './service-deployment.ts'

/**
 * Lets ECS move the share of backend requests by the steps of its own deployment: CANARY, LINEAR or BLUE_GREEN with a
 * pause before each shift. The deployment is begun by the release; its last pause, if it has one at 100 %, is ended by `finish`.
 */
export function createEcsNativeDriver(aws: AwsClientFactory, config: EcsNativeConfig): TrafficDriver {
  return {
    id: 'ecs-native',
    check: (environment) => toResult(() => checkNative(aws.for(environment), environment, config)),
    read: (target) =>
      toResult(async () => nativeState(await readServiceDeployment(aws.for(target.environment).ecs, target))),
    write: (target, percent, { urgent }) =>
      toResult(async () => {
        const { ecs } = aws.urgent(target.environment)
        if (urgent && percent === 0) return goBack(ecs, target)
        if (percent > 0) return goForward(ecs, target, config, percent)
        const state = nativeState(await readServiceDeployment(ecs, target))
        return state.percent === 0 || state.gone === 'rolled-back' ? state : goBack(ecs, target)
      }),
    finish: (target) =>
      toResult(async () => {
        const { ecs } = aws.for(target.environment)
        const deployment = await readServiceDeployment(ecs, target)
        if (deployment === null || !isUnderWay(deployment.status)) return
        if (nativeState(deployment).percent === 100) await continueDeployment(ecs, target, deployment)
        else await goBack(ecs, target)
      }),
  }
}
