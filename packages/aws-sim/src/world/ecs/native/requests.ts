import type { DeploymentLifecycleHookAction } from '@aws-sdk/client-ecs'
import type { Clock } from '../../clock.ts'
import type { Pace } from '../../world.ts'
import type { Deployments, Failure } from '../deployments.ts'
import type { DeploymentRecord, ServiceDeploymentRecord, ServiceRecord } from '../model.ts'
import { answerHook } from './hooks.ts'

export type NativeRequestsDeps = {
  readonly clock: Clock
  readonly pace: Pace
  readonly deployments: Deployments
  readonly reconcile: (service: ServiceRecord) => void
}

export type HookAnswer = 'answered' | 'no such hook' | 'not waiting'

/** What callers ask of a deployment whose traffic ECS shifts; it is accepted at once and acted on a moment later. */
export type NativeRequests = {
  /** From PENDING on. */
  begin(service: ServiceRecord, deployment: DeploymentRecord): void
  /** False when there is nothing to stop; a rollback that is under way goes on. */
  stop(service: ServiceRecord, failure: Failure): boolean
  answer(
    service: ServiceRecord,
    one: ServiceDeploymentRecord,
    hookId: string,
    action: DeploymentLifecycleHookAction,
  ): HookAnswer
}

export const createNativeRequests = (deps: NativeRequestsDeps): NativeRequests => {
  const { clock, pace, deployments, reconcile } = deps
  const soon = (act: () => void): void => void clock.after(Math.ceil(pace.taskStop / 10), act)

  const stop: NativeRequests['stop'] = (service, failure) => {
    const primary = service.deployments[0]
    if (primary === undefined) return false
    const { serviceDeployment } = primary
    if (serviceDeployment.finishedAt !== null) return false
    // As documented: whatever was asked for, or is under way, goes on.
    if (serviceDeployment.status !== 'IN_PROGRESS' && serviceDeployment.status !== 'PENDING') return true
    const requested = failure.rollback ? 'ROLLBACK_REQUESTED' : 'STOP_REQUESTED'
    serviceDeployment.status = requested
    serviceDeployment.updatedAt = clock.now()
    soon(() => {
      if (serviceDeployment.status !== requested) return
      deployments.fail(service, primary, failure)
      reconcile(service)
    })
    return true
  }

  return {
    stop,
    begin(service, deployment) {
      const { serviceDeployment } = deployment
      if (serviceDeployment.native === null) return
      soon(() => {
        if (serviceDeployment.status !== 'PENDING') return
        serviceDeployment.status = 'IN_PROGRESS'
        serviceDeployment.startedAt = serviceDeployment.updatedAt = clock.now()
        reconcile(service)
      })
    },

    answer(service, one, hookId, action) {
      const hook = one.native?.hooks.find((own) => own.hookId === hookId)
      if (hook === undefined) return 'no such hook'
      if (hook.status !== 'AWAITING_ACTION' || one.status !== 'IN_PROGRESS') return 'not waiting'
      answerHook(hook, action)
      if (action === 'ROLLBACK')
        stop(service, { monitor: 'hook', cause: 'rollback requested by user', rollback: true })
      reconcile(service)
      return 'answered'
    },
  }
}
