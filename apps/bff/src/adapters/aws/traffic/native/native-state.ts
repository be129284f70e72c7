import type { ServiceDeployment } from '@aws-sdk/client-ecs'
import type { TrafficState } from '../../../../domain/rollout/traffic.ts'

/** The hooks at which ECS waits for somebody to let it go on. */
export const waitingHooks = ({ lifecycleHookDetails = [] }: ServiceDeployment): string[] =>
  lifecycleHookDetails.flatMap(({ hookId, status }) =>
    hookId !== undefined && status === 'AWAITING_ACTION' ? [hookId] : [],
  )

/** ECS may still be stopped or continued. */
export const isUnderWay = (status: string | undefined): boolean =>
  status === 'PENDING' || status === 'IN_PROGRESS'

const isReturning = (status: string | undefined): boolean =>
  status === 'STOP_REQUESTED' || status === 'ROLLBACK_REQUESTED' || status === 'ROLLBACK_IN_PROGRESS'

/** What a service deployment says of the traffic. Null when none has begun since the release. */
export function nativeState(deployment: ServiceDeployment | null): TrafficState {
  if (deployment === null)
    return { percent: 0, settled: true, gone: 'no', sentence: 'ECS has not begun the deployment yet.' }
  const { status, statusReason, rollback, targetServiceRevision, lifecycleStage } = deployment
  const weight = targetServiceRevision?.requestedProductionTrafficWeight ?? 0
  const percent = Math.round(weight * 100) / 100
  const why = rollback?.reason ?? statusReason ?? ''
  const because = why === '' ? '' : ` ${why.replace(/[.\s]*$/, '')}.`
  if (status === 'SUCCESSFUL')
    return { percent: 100, settled: true, gone: 'finished', sentence: 'ECS has finished the deployment.' }
  if (isUnderWay(status)) {
    const waits = waitingHooks(deployment).length > 0
    const settled = waits || percent === 100
    return {
      percent,
      settled,
      gone: 'no',
      sentence: waits
        ? `ECS sends ${percent} % to the new tasks and waits.`
        : `ECS sends ${percent} % to the new tasks (${lifecycleStage ?? status}).`,
    }
  }
  if (isReturning(status))
    return {
      percent,
      settled: false,
      gone: 'no',
      sentence: `ECS takes the traffic back to the tasks of before.${because}`,
    }
  if (status === 'ROLLBACK_FAILED' || status === 'STOPPED')
    return {
      percent,
      settled: true,
      gone: 'rolled-back',
      sentence: `ECS gave the deployment up (${status}).${because}`,
    }
  return {
    percent: 0,
    settled: true,
    gone: 'rolled-back',
    sentence: `ECS went back to the tasks of before.${because}`,
  }
}
