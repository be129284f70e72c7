import {
  ContinueServiceDeploymentCommand,
  StopServiceDeploymentCommand,
  type ServiceDeployment,
} from '@aws-sdk/client-ecs'
import { nativePercentages } from '../../../../domain/rollout/driver-limits.ts'
import type { EcsNativeConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficState, TrafficTarget } from '../../../../domain/rollout/traffic.ts'
import { called, isRefusal, refuse } from '../problem-error.ts'
import { isUnderWay, nativeState, waitingHooks } from './native-state.ts'
import {
  findServiceDeployment,
  readServiceDeployment,
  serviceWords,
  type Native,
} from './service-deployment.ts'

/** Steps in between are not waited for longer: the caller asks again. */
const stepsMilliseconds = 25_000
const lookMilliseconds = 500

/** Lets ECS take its steps up to `percent`: usually one. Refuses while ECS is not at a step where it waits. */
export async function goForward(
  native: Native,
  target: TrafficTarget,
  config: EcsNativeConfig,
  percent: number,
): Promise<TrafficState> {
  const until = performance.now() + stepsMilliseconds
  let told: number | null = null
  for (;;) {
    const deployment = await readServiceDeployment(native, target)
    const state = nativeState(deployment)
    if (deployment === null || !isUnderWay(deployment.status)) {
      return state.gone === 'no' ? refuseBusy(target, state) : state
    }
    if (state.percent === percent) return state
    if (state.percent > percent) return refuseDown(state.percent)
    const isWaiting = waitingHooks(deployment).length > 0
    if (isWaiting) {
      await continueDeployment(native, target, deployment)
      told = nativePercentages(config).find((step) => step > state.percent) ?? 100
    } else if (told === null) return refuseBusy(target, state)
    if (told !== null && told >= percent) return onTheWay(percent)
    if (performance.now() > until) return onTheWay(told ?? percent)
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds))
  }
}

/** Takes all traffic back. Asks for no more than it needs to know, since somebody may be waiting for it. */
export async function goBack(native: Native, target: TrafficTarget): Promise<TrafficState> {
  const brief = await findServiceDeployment(native, target)
  if (brief !== null && isUnderWay(brief.status)) {
    const about = { operation: 'ecs:StopServiceDeployment', resource: serviceWords(target.environment) }
    try {
      await called(about, () =>
        native.ecs.send(
          new StopServiceDeploymentCommand({
            serviceDeploymentArn: brief.serviceDeploymentArn,
            stopType: 'ROLLBACK',
          }),
        ),
      )
    } catch (error) {
      if (!isRefusal(error)) throw error
      // Refused because it is over, or by a retry of an answer that was lost: what is there now decides, not AWS's words.
      const now = await findServiceDeployment(native, target)
      if (now?.serviceDeploymentArn !== brief.serviceDeploymentArn || isUnderWay(now.status)) throw error
      if (now.status === 'SUCCESSFUL') return refuseFinished(target)
    }
  }
  if (brief?.status === 'SUCCESSFUL') return refuseFinished(target)
  return { percent: 0, settled: false, gone: 'no', sentence: 'ECS takes all traffic back.' }
}

/** Lets every pause at which ECS waits be over. */
export async function continueDeployment(
  native: Native,
  target: TrafficTarget,
  deployment: ServiceDeployment,
): Promise<void> {
  const about = { operation: 'ecs:ContinueServiceDeployment', resource: serviceWords(target.environment) }
  const { serviceDeploymentArn } = deployment
  for (const hookId of waitingHooks(deployment)) {
    try {
      await called(about, () =>
        native.ecs.send(
          new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action: 'CONTINUE' }),
        ),
      )
    } catch (error) {
      if (!isRefusal(error)) throw error
      // Perhaps a retry of an answer that was lost: whether this very pause is over says the deployment, not the refusal.
      const now = await readServiceDeployment(native, target)
      if (
        now === null ||
        now.serviceDeploymentArn !== serviceDeploymentArn ||
        waitingHooks(now).includes(hookId)
      )
        throw error
    }
  }
}

const onTheWay = (percent: number): TrafficState => ({
  percent,
  settled: false,
  gone: 'no',
  sentence: `ECS is on its way to ${percent} %.`,
})

const refuseBusy = ({ environment }: TrafficTarget, { sentence }: TrafficState): never =>
  refuse({
    code: 'driver-busy',
    title: `ECS cannot take the next step yet. ${sentence}`,
    detail: serviceWords(environment),
    remedy: 'Lockstep goes on by itself as soon as ECS waits for it.',
  })

const refuseFinished = ({ environment }: TrafficTarget): never =>
  refuse({
    code: 'percent-not-allowed',
    title: 'ECS has finished the deployment: it cannot take the traffic back any more.',
    detail: serviceWords(environment),
    remedy: 'Roll back to the version before.',
  })

const refuseDown = (percent: number): never =>
  refuse({
    code: 'percent-not-allowed',
    title: `ECS is at ${percent} % already, and goes down only to zero.`,
    detail: null,
    remedy: 'Go on from there, or take it to zero.',
  })
