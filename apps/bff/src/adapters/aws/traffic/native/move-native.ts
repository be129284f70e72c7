import {
  ContinueServiceDeploymentCommand,
  StopServiceDeploymentCommand,
  type ServiceDeployment,
} from '@aws-sdk/client-ecs'
import { nativePercentages } from '../../../../domain/rollout/driver-limits.ts'
import type { EcsNativeConfig } from '../../../../domain/rollout/rollout-config.ts'
import type { TrafficState, TrafficTarget } from '../../../../domain/rollout/traffic.ts'
import type { AwsClients } from '../../clients.ts'
import { called, ProblemError, refuse } from '../problem-error.ts'
import { isUnderWay, nativeState, waitingHooks } from './native-state.ts'
import { findServiceDeployment, readServiceDeployment, serviceWords } from './service-deployment.ts'

type Ecs = AwsClients['ecs']

/** Steps in between are not waited for longer: the caller asks again. */
const stepsMilliseconds = 25_000
const lookMilliseconds = 500

/** Lets ECS take its steps up to `percent`: usually one. Refuses while ECS is not at a step where it waits. */
export async function goForward(
  client: Ecs,
  target: TrafficTarget,
  config: EcsNativeConfig,
  percent: number,
): Promise<TrafficState> {
  const until = performance.now() + stepsMilliseconds
  let told: number | null = null
  for (;;) {
    const deployment = await readServiceDeployment(client, target)
    const state = nativeState(deployment)
    if (deployment === null || !isUnderWay(deployment.status)) {
      return state.gone === 'no' ? refuseBusy(target, state) : state
    }
    if (state.percent === percent) return state
    if (state.percent > percent) return refuseDown(state.percent)
    const isWaiting = waitingHooks(deployment).length > 0
    if (isWaiting) {
      await continueDeployment(client, target, deployment)
      told = nativePercentages(config).find((step) => step > state.percent) ?? 100
    } else if (told === null) return refuseBusy(target, state)
    if (told !== null && told >= percent) return onTheWay(percent)
    if (performance.now() > until) return onTheWay(told ?? percent)
    await new Promise((resolve) => setTimeout(resolve, lookMilliseconds))
  }
}

/** Takes all traffic back. Asks for no more than it needs to know, since somebody may be waiting for it. */
export async function goBack(client: Ecs, target: TrafficTarget): Promise<TrafficState> {
  const brief = await findServiceDeployment(client, target)
  if (brief !== null && isUnderWay(brief.status)) {
    const about = { operation: 'ecs:StopServiceDeployment', resource: serviceWords(target.environment) }
    await called(about, () =>
      client.send(
        new StopServiceDeploymentCommand({
          serviceDeploymentArn: brief.serviceDeploymentArn,
          stopType: 'ROLLBACK',
        }),
      ),
    )
  }
  if (brief?.status === 'SUCCESSFUL')
    return refuse({
      code: 'percent-not-allowed',
      title: 'ECS has finished the deployment: it cannot take the traffic back any more.',
      detail: serviceWords(target.environment),
      remedy: 'Roll back to the version before.',
    })
  return { percent: 0, settled: false, gone: 'no', sentence: 'ECS takes all traffic back.' }
}

/** Lets every pause at which ECS waits be over. */
export async function continueDeployment(
  client: Ecs,
  { environment }: TrafficTarget,
  deployment: ServiceDeployment,
): Promise<void> {
  const about = { operation: 'ecs:ContinueServiceDeployment', resource: serviceWords(environment) }
  const { serviceDeploymentArn } = deployment
  for (const hookId of waitingHooks(deployment)) {
    try {
      await called(about, () =>
        client.send(
          new ContinueServiceDeploymentCommand({ serviceDeploymentArn, hookId, action: 'CONTINUE' }),
        ),
      )
    } catch (error) {
      // A retry of an answer that was lost: this very pause is over already.
      const isOver = error instanceof ProblemError && /AWAITING_ACTION/.test(error.problem.detail ?? '')
      if (!isOver) throw error
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

const refuseDown = (percent: number): never =>
  refuse({
    code: 'percent-not-allowed',
    title: `ECS is at ${percent} % already, and goes down only to zero.`,
    detail: null,
    remedy: 'Go on from there, or take it to zero.',
  })
